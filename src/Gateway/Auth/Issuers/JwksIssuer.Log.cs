namespace OrleansChat.Gateway.Auth;

internal sealed partial class JwksIssuer
{
    [LoggerMessage(LogLevel.Information, "Read the key set {Place}: {Count} usable keys. {Ignored}")]
    private static partial void KeysRead(ILogger logger, string place, int count, string ignored);

    [LoggerMessage(LogLevel.Error, "The key set {Place} could not be read; the {Count} keys that are known stay in use.")]
    private static partial void ReadFailed(ILogger logger, Exception exception, string place, int count);
}
