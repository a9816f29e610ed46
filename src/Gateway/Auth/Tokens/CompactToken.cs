using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace OrleansChat.Gateway.Auth;

/// <summary>A JWS in compact form (RFC 7515, 7.1), taken apart and not yet believed.</summary>
internal sealed record CompactToken(TokenHeader Header, byte[] Payload, byte[] SignedText, byte[] Signature)
{
    /// <summary>Longest token, in characters. Nothing of a longer one is read.</summary>
    public const int MaximumLength = 8 * 1024;

    public static bool TryParse(string text, [NotNullWhen(true)] out CompactToken? token, [NotNullWhen(false)] out string? fault)
    {
        token = null;
        if (text.Length > MaximumLength)
        {
            fault = $"The token has more than {MaximumLength} characters.";
            return false;
        }

        var all = text.AsSpan();
        Span<Range> parts = stackalloc Range[4];
        if (all.Split(parts, '.') != 3)
        {
            fault = "The token does not have three parts.";
            return false;
        }

        if (!StrictBase64Url.TryDecode(all[parts[0]], out var header)
            || !StrictBase64Url.TryDecode(all[parts[1]], out var payload)
            || !StrictBase64Url.TryDecode(all[parts[2]], out var signature))
        {
            fault = "A part of the token is not base64url without padding.";
            return false;
        }

        if (!TokenHeader.TryRead(header, out var read, out fault))
        {
            return false;
        }

        token = new CompactToken(read, payload, Encoding.ASCII.GetBytes(text, 0, parts[1].End.Value), signature);
        return true;
    }
}
