using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace OrleansChat.Gateway.Auth;

/// <summary>The claims that count, with the right types and nothing else checked yet. Times are Unix seconds.</summary>
internal sealed record TokenClaims(string Issuer, IReadOnlyList<string> Audiences, long Expires, long? NotBefore, long? IssuedAt, string Subject, string? Name, string? Role = null)
{
    // 9999-12-31T23:59:59Z, the last second that a DateTimeOffset holds.
    private const long LastSecond = 253_402_300_799;

    /// <summary>A name of our own: what others call a role has values of theirs.</summary>
    private const string RoleClaim = "chat_role";

    public static bool TryRead(ReadOnlyMemory<byte> json, [NotNullWhen(true)] out TokenClaims? claims, [NotNullWhen(false)] out string? fault)
    {
        claims = null;
        try
        {
            using var document = StrictJson.Parse(json);
            (claims, fault) = Read(document.RootElement);
        }
        catch (Exception exception) when (StrictJson.IsMalformed(exception))
        {
            fault = "The token's claims are not well-formed JSON, or name a member twice.";
        }

        return claims is not null;
    }

    private static (TokenClaims? Claims, string? Fault) Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            return (null, "The token's claims are not a JSON object.");
        }

        if (StrictJson.GetString(root, "iss") is not { } issuer || StrictJson.GetString(root, "sub") is not { } subject)
        {
            return (null, "The token's iss or sub is missing or not a string.");
        }

        if (ReadAudiences(root) is not { } audiences)
        {
            return (null, "The token's aud is missing or neither a string nor an array of strings.");
        }

        if (!TryGetTime(root, "exp", out var expires) || expires is null
            || !TryGetTime(root, "nbf", out var notBefore)
            || !TryGetTime(root, "iat", out var issuedAt))
        {
            return (null, "The token's exp is missing, or one of exp, nbf and iat is not a whole number of seconds.");
        }

        return root.TryGetProperty("name", out var name) && name.ValueKind != JsonValueKind.String ? (null, "The token's name is not a string.")
            : root.TryGetProperty(RoleClaim, out var role) && role.ValueKind != JsonValueKind.String ? (null, "The token's chat_role is not a string.")
            : (new TokenClaims(issuer, audiences, expires.Value, notBefore, issuedAt, subject, StrictJson.GetString(root, "name"), StrictJson.GetString(root, RoleClaim)), null);
    }

    private static string[]? ReadAudiences(JsonElement root)
    {
        if (!root.TryGetProperty("aud", out var audience))
        {
            return null;
        }

        return audience.ValueKind switch
        {
            JsonValueKind.String => [audience.GetString()!],
            JsonValueKind.Array when audience.EnumerateArray().All(one => one.ValueKind == JsonValueKind.String) =>
                [.. audience.EnumerateArray().Select(one => one.GetString()!)],
            _ => null,
        };
    }

    // A missing time is fine here; a time that is a string, a fraction, an exponent or outside the calendar is not.
    private static bool TryGetTime(JsonElement root, string name, out long? seconds)
    {
        seconds = null;
        if (!root.TryGetProperty(name, out var value))
        {
            return true;
        }

        if (value.ValueKind != JsonValueKind.Number || !value.TryGetInt64(out var number) || number is < 0 or > LastSecond)
        {
            return false;
        }

        seconds = number;
        return true;
    }
}
