using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text.Json;

namespace OrleansChat.Gateway.Auth;

/// <summary>
/// Reads one public key of a set (RFC 7517, RFC 7518 chapter 6). Only the public members are looked at; symmetric keys are never taken from a set,
/// since a set is public.
/// </summary>
internal static class JsonWebKey
{
    public static bool TryRead(JsonElement element, [NotNullWhen(true)] out VerificationKey? key, [NotNullWhen(false)] out string? fault)
    {
        key = null;
        fault = FindMisuse(element);
        if (fault is not null)
        {
            return false;
        }

        try
        {
            (key, fault) = StrictJson.GetString(element, "kty") switch
            {
                "RSA" => ReadRsa(element),
                "EC" => ReadElliptic(element),
                _ => (null, "its kty is neither RSA nor EC."),
            };
        }
        catch (CryptographicException)
        {
            fault = "its numbers are not a key.";
        }

        return key is not null;
    }

    private static string? FindMisuse(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            return "it is not an object.";
        }

        if (element.TryGetProperty("use", out _) && StrictJson.GetString(element, "use") != "sig")
        {
            return "its use is not sig.";
        }

        if (element.TryGetProperty("key_ops", out var operations)
            && !(operations.ValueKind == JsonValueKind.Array && operations.EnumerateArray().Any(IsVerify)))
        {
            return "its key_ops do not hold verify.";
        }

        return element.TryGetProperty("kid", out var id) && id.ValueKind != JsonValueKind.String ? "its kid is not a string." : null;
    }

    private static bool IsVerify(JsonElement operation) => operation.ValueKind == JsonValueKind.String && operation.ValueEquals("verify");

    private static (VerificationKey? Key, string? Fault) ReadRsa(JsonElement element)
    {
        var only = SignatureAlgorithms.Parse(StrictJson.GetString(element, "alg"));
        if (element.TryGetProperty("alg", out _) && only is not (SignatureAlgorithm.Rs256 or SignatureAlgorithm.Ps256))
        {
            return (null, "its alg is neither RS256 nor PS256.");
        }

        if (!TryGetBytes(element, "n", out var modulus) || !TryGetBytes(element, "e", out var exponent))
        {
            return (null, "its n or e is missing or not base64url.");
        }

        var parameters = new RSAParameters { Modulus = modulus, Exponent = exponent };
        using var rsa = RSA.Create(parameters);
        return rsa.KeySize is < RsaKey.MinimumBits or > RsaKey.MaximumBits
            ? (null, $"it has {rsa.KeySize} bits; from {RsaKey.MinimumBits} to {RsaKey.MaximumBits} are taken.")
            : (new RsaKey(StrictJson.GetString(element, "kid"), only, parameters), null);
    }

    private static (VerificationKey? Key, string? Fault) ReadElliptic(JsonElement element)
    {
        if (element.TryGetProperty("alg", out _) && StrictJson.GetString(element, "alg") != "ES256")
        {
            return (null, "its alg is not ES256.");
        }

        if (StrictJson.GetString(element, "crv") != "P-256")
        {
            return (null, "its crv is not P-256.");
        }

        if (!TryGetBytes(element, "x", out var x) || !TryGetBytes(element, "y", out var y)
            || x.Length != EllipticKey.CoordinateBytes || y.Length != EllipticKey.CoordinateBytes)
        {
            return (null, $"its x or y is missing or not {EllipticKey.CoordinateBytes} bytes in base64url.");
        }

        var parameters = new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = x, Y = y } };

        // The import is what refuses a point that is not on the curve.
        using var elliptic = ECDsa.Create(parameters);
        return (new EllipticKey(StrictJson.GetString(element, "kid"), parameters), null);
    }

    private static bool TryGetBytes(JsonElement element, string name, [NotNullWhen(true)] out byte[]? bytes)
    {
        bytes = null;
        return StrictJson.GetString(element, name) is { Length: > 0 } text && StrictBase64Url.TryDecode(text, out bytes);
    }
}
