using System.Buffers.Text;
using System.Security.Cryptography;

namespace OrleansChat.Gateway.Tests.Auth;

/// <summary>Keys made once a test run, and their public halves as JSON Web Keys.</summary>
internal static class TestKeys
{
    public static readonly byte[] Secret = RandomNumberGenerator.GetBytes(32);
    public static readonly RSA Rsa = RSA.Create(2048);
    public static readonly RSA OtherRsa = RSA.Create(2048);
    public static readonly RSA SmallRsa = RSA.Create(1024);
    public static readonly ECDsa Elliptic = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    public static readonly ECDsa OtherElliptic = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    public static readonly ECDsa WrongCurve = ECDsa.Create(ECCurve.NamedCurves.nistP384);

    /// <summary>A set with one RSA and one P-256 key.</summary>
    public static string Set => SetOf(Jwk(Rsa, "rsa"), Jwk(Elliptic, "ec"));

    public static string SetOf(params string[] keys) => $$"""{"keys":[{{string.Join(',', keys)}}]}""";

    public static string Jwk(RSA key, string id, string more = "")
    {
        var numbers = key.ExportParameters(includePrivateParameters: false);
        return $$"""{"kty":"RSA","kid":"{{id}}","n":"{{Base64Url.EncodeToString(numbers.Modulus)}}","e":"{{Base64Url.EncodeToString(numbers.Exponent)}}"{{more}}}""";
    }

    public static string Jwk(ECDsa key, string id, string more = "", string curve = "P-256")
    {
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        return $$"""{"kty":"EC","kid":"{{id}}","crv":"{{curve}}","x":"{{Base64Url.EncodeToString(point.X)}}","y":"{{Base64Url.EncodeToString(point.Y)}}"{{more}}}""";
    }
}
