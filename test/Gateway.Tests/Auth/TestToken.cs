using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace OrleansChat.Gateway.Tests.Auth;

/// <summary>
/// A token under construction, good until a test spoils it. Members are raw JSON by name, so that a test can write what no serialiser would.
/// </summary>
internal sealed class TestToken
{
    public const string Issuer = "https://issuer.test";
    public const string Audience = "orleanschat";

    private readonly Dictionary<string, string> _header;
    private readonly Dictionary<string, string> _claims;
    private readonly Func<byte[], byte[]> _sign;
    private string _moreHeader = "";
    private string _moreClaims = "";

    private TestToken(string algorithm, string keyId, string issuer, DateTimeOffset now, Func<byte[], byte[]> sign)
    {
        _sign = sign;
        _header = new() { ["alg"] = $"\"{algorithm}\"", ["typ"] = "\"at+jwt\"", ["kid"] = $"\"{keyId}\"" };
        var seconds = now.ToUnixTimeSeconds();
        _claims = new()
        {
            ["iss"] = $"\"{issuer}\"",
            ["aud"] = $"\"{Audience}\"",
            ["sub"] = "\"ann\"",
            ["name"] = "\"Ann\"",
            ["iat"] = $"{seconds}",
            ["nbf"] = $"{seconds}",
            ["exp"] = $"{seconds + 600}",
        };
    }

    public static TestToken Hs256(DateTimeOffset now, byte[]? key = null) =>
        new("HS256", "development", "orleanschat-development", now, data => HMACSHA256.HashData(key ?? TestKeys.Secret, data));

    public static TestToken Es256(DateTimeOffset now, ECDsa? key = null, DSASignatureFormat format = DSASignatureFormat.IeeeP1363FixedFieldConcatenation) =>
        new("ES256", "ec", Issuer, now, data => (key ?? TestKeys.Elliptic).SignData(data, HashAlgorithmName.SHA256, format));

    public static TestToken Rs256(DateTimeOffset now, RSA? key = null) =>
        new("RS256", "rsa", Issuer, now, data => (key ?? TestKeys.Rsa).SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

    public static TestToken Ps256(DateTimeOffset now, RSA? key = null) =>
        new("PS256", "rsa", Issuer, now, data => (key ?? TestKeys.Rsa).SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pss));

    public TestToken Header(string name, string? json) => Set(_header, name, json);

    public TestToken Claim(string name, string? json) => Set(_claims, name, json);

    /// <summary>Appends raw text inside the header's object.</summary>
    public TestToken HeaderText(string text)
    {
        _moreHeader += text;
        return this;
    }

    /// <summary>Appends raw text inside the claims' object.</summary>
    public TestToken ClaimsText(string text)
    {
        _moreClaims += text;
        return this;
    }

    public string Build() => Build(signature => signature);

    public string Build(Func<byte[], byte[]> spoilSignature)
    {
        var signed = $"{Encode(Object(_header, _moreHeader))}.{Encode(Object(_claims, _moreClaims))}";
        return $"{signed}.{Base64Url.EncodeToString(spoilSignature(_sign(Encoding.ASCII.GetBytes(signed))))}";
    }

    /// <summary>Signs two texts that are no objects of members.</summary>
    public string BuildRaw(byte[] header, byte[] claims)
    {
        var signed = $"{Base64Url.EncodeToString(header)}.{Base64Url.EncodeToString(claims)}";
        return $"{signed}.{Base64Url.EncodeToString(_sign(Encoding.ASCII.GetBytes(signed)))}";
    }

    /// <summary>The header as it stands, for <see cref="BuildRaw"/>.</summary>
    public byte[] HeaderBytes() => Encoding.UTF8.GetBytes(Object(_header, _moreHeader));

    private TestToken Set(Dictionary<string, string> members, string name, string? json)
    {
        if (json is null)
        {
            members.Remove(name);
        }
        else
        {
            members[name] = json;
        }

        return this;
    }

    private static string Object(Dictionary<string, string> members, string more) =>
        "{" + string.Join(',', members.Select(member => $"\"{member.Key}\":{member.Value}")) + more + "}";

    private static string Encode(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
}
