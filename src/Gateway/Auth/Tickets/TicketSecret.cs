using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace OrleansChat.Gateway.Auth;

/// <summary>A ticket's secret: 256 random bits as 43 characters of base64url. It holds no dot, so it is never taken for a token.</summary>
internal static class TicketSecret
{
    private const int Bytes = 32;
    private const int Characters = 43;

    public static string Create() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    public static bool IsMatch(string text) => text.Length == Characters && StrictBase64Url.TryDecode(text, out _);

    /// <summary>The name under which a ticket is kept: a hash, which needs no salt because the secret is random.</summary>
    public static string ToKey(string secret) => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(secret)));
}
