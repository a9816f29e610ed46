using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace OrleansChat.Contracts;

/// <summary>
/// Access tokens (JWT, HS256) of the development issuer, for guest sign-in, tests and load tests. A server takes them only where it was
/// given the issuer's key; production tokens come from an issuer with asymmetric keys.
/// </summary>
public static class DevelopmentToken
{
    /// <summary>The issuer (<c>iss</c>) that these tokens name.</summary>
    public const string Issuer = "orleanschat-development";

    /// <summary>The audience (<c>aud</c>) that the server asks for by default.</summary>
    public const string Audience = "orleanschat";

    /// <summary>The media type (<c>typ</c>) of an access token (RFC 9068).</summary>
    public const string Type = "at+jwt";

    /// <summary>Shortest key, in bytes: the length of the hash (RFC 7518, 3.2).</summary>
    public const int MinimumKeyBytes = 32;

    private static readonly string EncodedHeader = Base64Url.EncodeToString("""{"alg":"HS256","typ":"at+jwt","kid":"development"}"""u8);

    /// <summary>Makes a token for a user.</summary>
    /// <param name="key">The issuer's key, at least <see cref="MinimumKeyBytes"/> bytes.</param>
    /// <param name="user">Whose token it is.</param>
    /// <param name="now">The time of issue.</param>
    /// <param name="lifetime">How long it is valid.</param>
    /// <param name="role">What the user may do in any room, such as <c>moderator</c>; null for what every member may.</param>
    /// <exception cref="ArgumentException">The key is too short.</exception>
    public static string Create(ReadOnlySpan<byte> key, UserInfo user, DateTimeOffset now, TimeSpan lifetime, string? role = null)
    {
        ArgumentNullException.ThrowIfNull(user);
        if (key.Length < MinimumKeyBytes)
        {
            throw new ArgumentException($"The development key has {key.Length} bytes; it needs at least {MinimumKeyBytes}.", nameof(key));
        }

        var issuedAt = now.ToUnixTimeSeconds();
        var claims = new SortedDictionary<string, object>(StringComparer.Ordinal)
        {
            ["aud"] = Audience,
            ["exp"] = issuedAt + (long)lifetime.TotalSeconds,
            ["iat"] = issuedAt,
            ["iss"] = Issuer,
            ["name"] = user.Name,
            ["nbf"] = issuedAt,
            ["sub"] = user.Id,
        };
        if (role is not null)
        {
            claims["chat_role"] = role;
        }

        var signed = $"{EncodedHeader}.{Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(claims))}";
        Span<byte> signature = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(signed), signature);
        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }
}
