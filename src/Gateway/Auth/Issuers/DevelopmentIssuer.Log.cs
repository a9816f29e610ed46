namespace OrleansChat.Gateway.Auth;

internal sealed partial class DevelopmentIssuer
{
    [LoggerMessage(LogLevel.Warning, "No development key is configured; a random one was made for this process. Tokens end with it, and other gateways do not know it.")]
    private static partial void RandomKeyMade(ILogger logger);
}
