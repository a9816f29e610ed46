using System.Diagnostics.CodeAnalysis;
using OrleansChat.Contracts;

namespace OrleansChat.Gateway.Auth;

/// <summary>Reads the development issuer's key. Its sentences never hold the key.</summary>
internal static class DevelopmentKey
{
    private const string Place = $"{AuthOptions.Section}:Development";

    public static bool TryRead(DevelopmentOptions options, [NotNullWhen(true)] out byte[]? key, [NotNullWhen(false)] out string? fault)
    {
        key = null;
        if (string.IsNullOrEmpty(options.KeyFile))
        {
            return TryDecode(options.Key ?? "", $"{Place}:Key", out key, out fault);
        }

        if (!string.IsNullOrEmpty(options.Key))
        {
            fault = $"{Place}:KeyFile is '{options.KeyFile}' and {Place}:Key is set too; only one may be.";
            return false;
        }

        try
        {
            return TryDecode(File.ReadAllText(options.KeyFile).Trim(), $"The file of {Place}:KeyFile, '{options.KeyFile}',", out key, out fault);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            fault = $"{Place}:KeyFile is '{options.KeyFile}'; it must be a readable file: {exception.Message}";
            return false;
        }
    }

    private static bool TryDecode(string text, string place, [NotNullWhen(true)] out byte[]? key, [NotNullWhen(false)] out string? fault)
    {
        key = null;
        var bytes = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, bytes, out var length))
        {
            fault = $"{place} holds {text.Length} characters that are not base64; it must be base64 of at least {DevelopmentToken.MinimumKeyBytes} bytes.";
            return false;
        }

        if (length < DevelopmentToken.MinimumKeyBytes)
        {
            fault = $"{place} holds {length} bytes; it must be base64 of at least {DevelopmentToken.MinimumKeyBytes} bytes.";
            return false;
        }

        (key, fault) = (bytes[..length], null);
        return true;
    }
}
