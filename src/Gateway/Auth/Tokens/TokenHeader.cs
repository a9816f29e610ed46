using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using OrleansChat.Contracts;

namespace OrleansChat.Gateway.Auth;

/// <summary>
/// What a token's header may decide: which of our keys is tried, and how. Members that point to or carry keys (<c>jku</c>, <c>jwk</c>, <c>x5u</c>,
/// <c>x5c</c>) are not looked at.
/// </summary>
internal sealed record TokenHeader(SignatureAlgorithm Algorithm, string? KeyId)
{
    public static bool TryRead(ReadOnlyMemory<byte> json, [NotNullWhen(true)] out TokenHeader? header, [NotNullWhen(false)] out string? fault)
    {
        header = null;
        try
        {
            using var document = StrictJson.Parse(json);
            (header, fault) = Read(document.RootElement);
        }
        catch (Exception exception) when (StrictJson.IsMalformed(exception))
        {
            fault = "The token's header is not well-formed JSON, or names a member twice.";
        }

        return header is not null;
    }

    private static (TokenHeader? Header, string? Fault) Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            return (null, "The token's header is not a JSON object.");
        }

        if (SignatureAlgorithms.Parse(StrictJson.GetString(root, "alg")) is not { } algorithm)
        {
            return (null, "The token's algorithm is missing or not one that is taken here.");
        }

        if (StrictJson.GetString(root, "typ") is not (DevelopmentToken.Type or "JWT"))
        {
            return (null, $"The token's typ is neither {DevelopmentToken.Type} nor JWT.");
        }

        // Extensions that must be understood, and none is (RFC 7515, 4.1.11). "b64" may only appear together with it.
        if (root.TryGetProperty("crit", out _) || root.TryGetProperty("b64", out _))
        {
            return (null, "The token's header asks for an extension.");
        }

        return root.TryGetProperty("kid", out var id) && id.ValueKind != JsonValueKind.String
            ? (null, "The token's kid is not a string.")
            : (new TokenHeader(algorithm, StrictJson.GetString(root, "kid")), null);
    }
}
