using System.Security.Cryptography;
using System.Text;
using OrleansChat.Gateway.Auth;

namespace OrleansChat.Gateway.Tests.Auth;

public sealed class KeySetTests
{
    public static TheoryData<string, string> Unusable => new()
    {
        { TestKeys.Jwk(TestKeys.Rsa, "k", ",\"use\":\"enc\""), "use is not sig" },
        { TestKeys.Jwk(TestKeys.Rsa, "k", ",\"use\":7"), "use is not sig" },
        { TestKeys.Jwk(TestKeys.Rsa, "k", ",\"key_ops\":[\"encrypt\"]"), "key_ops" },
        { TestKeys.Jwk(TestKeys.Rsa, "k", ",\"key_ops\":\"verify\""), "key_ops" },
        { TestKeys.Jwk(TestKeys.Rsa, "k", ",\"alg\":\"RS512\""), "alg is neither" },
        { TestKeys.Jwk(TestKeys.Rsa, "k", ",\"alg\":\"HS256\""), "alg is neither" },
        { TestKeys.Jwk(TestKeys.SmallRsa, "k"), "1024 bits" },
        { TestKeys.Jwk(TestKeys.Elliptic, "k", ",\"alg\":\"ES384\""), "alg is not ES256" },
        { TestKeys.Jwk(TestKeys.WrongCurve, "k", curve: "P-384"), "crv is not P-256" },
        { TestKeys.Jwk(TestKeys.WrongCurve, "k"), "32 bytes" },
        { """{"kty":"EC","kid":"k","crv":"P-256","x":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAE","y":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAE"}""", "not a key" },
        { """{"kty":"RSA","kid":"k","n":"AQAB="}""", "n or e" },
        { """{"kty":"oct","kid":"k","k":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}""", "kty is neither" },
        { """{"kid":"k"}""", "kty is neither" },
        { "7", "not an object" },
        { TestKeys.Jwk(TestKeys.Rsa, "k").Replace("\"k\"", "7", StringComparison.Ordinal), "kid is not a string" },
    };

    [Theory]
    [MemberData(nameof(Unusable))]
    public void Parse_UnusableKey_IgnoresItAndKeepsTheOthers(string unusable, string reason)
    {
        var set = Parse(TestKeys.SetOf(unusable, TestKeys.Jwk(TestKeys.Elliptic, "good")));

        Assert.Equal("good", Assert.Single(set.Keys).Id);
        Assert.Contains(reason, Assert.Single(set.Ignored), StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_KeyForOneAlgorithm_SupportsNoOther()
    {
        var key = Assert.Single(Parse(TestKeys.SetOf(TestKeys.Jwk(TestKeys.Rsa, "k", ",\"alg\":\"PS256\",\"use\":\"sig\",\"key_ops\":[\"verify\"]"))).Keys);

        Assert.Equal([SignatureAlgorithm.Ps256], Enum.GetValues<SignatureAlgorithm>().Where(key.Supports));
    }

    [Fact]
    public void Parse_PrivateMembers_AreIgnored()
    {
        using var rsa = RSA.Create(2048);
        var set = Parse(TestKeys.SetOf(TestKeys.Jwk(rsa, "k", ",\"d\":\"not a number\",\"p\":7")));

        Assert.Single(set.Keys);
    }

    [Fact]
    public void Parse_KeyIdTwice_KeepsTheFirst()
    {
        var set = Parse(TestKeys.SetOf(TestKeys.Jwk(TestKeys.Elliptic, "k"), TestKeys.Jwk(TestKeys.Rsa, "k")));

        Assert.IsType<EllipticKey>(Assert.Single(set.Keys));
        Assert.Single(set.Ignored);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"keys\":{}}")]
    [InlineData("{\"keys\":[],\"keys\":[]}")]
    [InlineData("<html>")]
    public void Parse_NoSet_Throws(string json) => Assert.Throws<FormatException>(() => Parse(json));

    [Fact]
    public void Parse_SetTooLarge_Throws() => Assert.Throws<FormatException>(() => KeySet.Parse(new byte[KeySet.MaximumBytes + 1]));

    private static KeySet Parse(string json) => KeySet.Parse(Encoding.UTF8.GetBytes(json));
}
