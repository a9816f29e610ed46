using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;

namespace OrleansChat.Gateway.Auth;

/// <summary>
/// Base64url (RFC 4648, 5) with exactly one spelling for every value: no padding, no white space, and zeroes in the bits that the last character does
/// not need. The framework's decoder forgives all three.
/// </summary>
internal static class StrictBase64Url
{
    private static readonly SearchValues<char> Alphabet =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    public static bool TryDecode(ReadOnlySpan<char> text, [NotNullWhen(true)] out byte[]? bytes)
    {
        bytes = null;
        if (text.Length % 4 == 1 || text.ContainsAnyExcept(Alphabet))
        {
            return false;
        }

        var decoded = new byte[Base64Url.GetMaxDecodedLength(text.Length)];
        if (!Base64Url.TryDecodeFromChars(text, decoded, out var written))
        {
            return false;
        }

        // Only the last group can be written in more than one way.
        var tail = text[(text.Length / 4 * 4)..];
        Span<char> again = stackalloc char[4];
        var tailStart = text.Length / 4 * 3;
        if (!Base64Url.TryEncodeToChars(decoded.AsSpan(tailStart, written - tailStart), again, out var length) || !tail.SequenceEqual(again[..length]))
        {
            return false;
        }

        bytes = written == decoded.Length ? decoded : decoded[..written];
        return true;
    }
}
