using System.Security.Cryptography;
using System.Text;

namespace OrleansChat.Gateway.Tests.Auth;

/// <summary>
/// Tokens that must not let anybody in: what was done to a good one, the token, and words of the reason it must be refused for, so that no case
/// passes for another case's sake.
/// </summary>
internal static class ForgedTokens
{
    public static IReadOnlyDictionary<string, (string Token, string Reason)> At(DateTimeOffset now)
    {
        var all = new Dictionary<string, (string, string)>();
        AddMalformed(all, now);
        AddHeaders(all, now);
        AddSignatures(all, now);
        AddClaims(all, now);
        AddNames(all, now);
        return all;
    }

    private static void AddMalformed(Dictionary<string, (string, string)> all, DateTimeOffset now)
    {
        var good = TestToken.Es256(now).Build();
        var parts = good.Split('.');
        all["empty"] = ("", "three parts");
        all["one part"] = (parts[0], "three parts");
        all["two parts"] = ($"{parts[0]}.{parts[1]}", "three parts");
        all["four parts"] = ($"{good}.{parts[2]}", "three parts");
        all["five parts, as if encrypted"] = ("a.b.c.d.e", "three parts");
        all["trailing dot"] = ($"{good}.", "three parts");
        all["trailing garbage"] = ($"{good}!", "base64url");
        all["trailing line break"] = ($"{good}\n", "base64url");
        all["leading space"] = ($" {good}", "base64url");
        all["padding"] = ($"{good}==", "base64url");
        all["padding in the header"] = ($"{parts[0]}=.{parts[1]}.{parts[2]}", "base64url");
        all["base64 alphabet"] = ($"{parts[0]}.{parts[1]}.{parts[2][..^1]}+", "base64url");
        all["impossible length"] = ($"{parts[0]}.{parts[1]}.{parts[2]}AAA", "base64url");
        all["second spelling of the last character"] = ($"{parts[0]}.{parts[1]}.{parts[2][..^1]}{Respell(parts[2][^1])}", "base64url");
        all["non-ASCII digits"] = ($"{parts[0]}.{parts[1]}.\u0661{parts[2][1..]}", "base64url");
        all["one character over the cap"] = (good + new string('A', 8193 - good.Length), "more than 8192");
        all["1 MB header"] = (TestToken.Es256(now).Header("pad", $"\"{new string('x', 1_000_000)}\"").Build(), "more than 8192");
        all["empty header"] = ($".{parts[1]}.{parts[2]}", "header is not well-formed");
    }

    // The last of 86 characters carries two bits; the four others are zero in the one right spelling.
    private static char Respell(char last) => (char)(last + 1);

    private static void AddHeaders(Dictionary<string, (string, string)> all, DateTimeOffset now)
    {
        var key = """{"kty":"oct","k":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}""";
        all["alg none"] = (TestToken.Es256(now).Header("alg", "\"none\"").Build(_ => []), "algorithm is missing or not");
        all["alg None"] = (TestToken.Es256(now).Header("alg", "\"None\"").Build(_ => []), "algorithm is missing or not");
        all["alg NONE with a signature"] = (TestToken.Es256(now).Header("alg", "\"NONE\"").Build(), "algorithm is missing or not");
        all["alg empty"] = (TestToken.Es256(now).Header("alg", "\"\"").Build(), "algorithm is missing or not");
        all["alg lower case"] = (TestToken.Es256(now).Header("alg", "\"es256\"").Build(), "algorithm is missing or not");
        all["alg null"] = (TestToken.Es256(now).Header("alg", "null").Build(), "algorithm is missing or not");
        all["alg array"] = (TestToken.Es256(now).Header("alg", "[\"ES256\"]").Build(), "algorithm is missing or not");
        all["alg missing"] = (TestToken.Es256(now).Header("alg", null).Build(), "algorithm is missing or not");
        all["alg HS512"] = (TestToken.Hs256(now).Header("alg", "\"HS512\"").Build(), "algorithm is missing or not");
        all["alg ES384"] = (TestToken.Es256(now).Header("alg", "\"ES384\"").Build(), "algorithm is missing or not");
        all["typ missing"] = (TestToken.Es256(now).Header("typ", null).Build(), "typ is neither");
        all["typ of an id token's logout"] = (TestToken.Es256(now).Header("typ", "\"logout+jwt\"").Build(), "typ is neither");
        all["typ number"] = (TestToken.Es256(now).Header("typ", "1").Build(), "typ is neither");
        all["crit"] = (TestToken.Es256(now).Header("crit", "[\"exp\"]").Build(), "extension");
        all["crit empty"] = (TestToken.Es256(now).Header("crit", "[]").Build(), "extension");
        all["b64 false"] = (TestToken.Es256(now).Header("b64", "false").Build(), "extension");
        all["alg twice"] = (TestToken.Es256(now).HeaderText(",\"alg\":\"ES256\"").Build(), "member twice");
        all["alg twice, once escaped"] = (TestToken.Es256(now).HeaderText(",\"\\u0061lg\":\"none\"").Build(), "member twice");
        all["kid unknown"] = (TestToken.Es256(now).Header("kid", "\"nobody\"").Build(), "No key");
        all["kid of another key's type"] = (TestToken.Es256(now).Header("kid", "\"rsa\"").Build(), "No key");
        all["kid of another letter case"] = (TestToken.Es256(now).Header("kid", "\"EC\"").Build(), "No key");
        all["kid number"] = (TestToken.Es256(now).Header("kid", "7").Build(), "kid is not a string");
        all["kid null"] = (TestToken.Es256(now).Header("kid", "null").Build(), "kid is not a string");
        all["kid path"] = (TestToken.Hs256(now, []).Header("kid", "\"../../dev/null\"").Build(), "No key");
        all["jwk embedded"] = (TestToken.Hs256(now, new byte[32]).Header("jwk", key).Build(), "signature");
        all["jku, another issuer's key"] =
            (TestToken.Es256(now, TestKeys.OtherElliptic).Header("jku", "\"https://attacker.test/keys\"").Header("kid", "\"theirs\"").Build(), "No key");
        all["x5c, another key"] = (TestToken.Rs256(now, TestKeys.OtherRsa).Header("x5c", "[\"MIIB\"]").Build(), "signature");
        all["header array"] = (TestToken.Es256(now).BuildRaw("[]"u8.ToArray(), "{}"u8.ToArray()), "header is not a JSON object");
        all["header with a comment"] = (TestToken.Es256(now).HeaderText("/**/").Build(), "header is not well-formed");
        all["header too deep"] = (TestToken.Es256(now).Header("x", new string('[', 100) + new string(']', 100)).Build(), "header is not well-formed");
        all["header with a lone surrogate"] = (TestToken.Es256(now).Header("kid", "\"\\ud800\"").Build(), "header is not well-formed");
    }

    private static void AddSignatures(Dictionary<string, (string, string)> all, DateTimeOffset now)
    {
        var spki = TestKeys.Rsa.ExportSubjectPublicKeyInfo();
        var pem = Encoding.ASCII.GetBytes(TestKeys.Rsa.ExportSubjectPublicKeyInfoPem());
        var asProduction = $"\"{TestToken.Issuer}\"";
        all["HS256 signed with the RSA public key"] = (TestToken.Hs256(now, spki).Header("kid", "\"rsa\"").Claim("iss", asProduction).Build(), "No key");
        all["HS256 signed with the RSA public key in PEM"] = (TestToken.Hs256(now, pem).Header("kid", null).Claim("iss", asProduction).Build(), "signature");
        all["HS256 with another secret"] = (TestToken.Hs256(now, new byte[32]).Build(), "signature");
        all["HS256 with an empty secret"] = (TestToken.Hs256(now, []).Build(), "signature");
        all["HS256 signature truncated"] = (TestToken.Hs256(now).Build(signature => signature[..16]), "signature");
        all["HS256 signature extended"] = (TestToken.Hs256(now).Build(signature => [.. signature, 0]), "signature");
        all["HS256 signature absent"] = (TestToken.Hs256(now).Build(_ => []), "signature");
        all["ES256 with another key"] = (TestToken.Es256(now, TestKeys.OtherElliptic).Build(), "signature");
        all["ES256 on another curve"] = (TestToken.Es256(now, TestKeys.WrongCurve).Build(), "signature");
        all["ES256 in DER"] = (TestToken.Es256(now, format: DSASignatureFormat.Rfc3279DerSequence).Build(), "signature");
        all["ES256 all zero"] = (TestToken.Es256(now).Build(_ => new byte[64]), "signature");
        all["ES256 truncated"] = (TestToken.Es256(now).Build(signature => signature[..^1]), "signature");
        all["ES256 absent"] = (TestToken.Es256(now).Build(_ => []), "signature");
        all["ES256 one bit flipped"] = (TestToken.Es256(now).Build(FlipBit), "signature");
        all["ES256 R and S swapped"] = (TestToken.Es256(now).Build(signature => [.. signature[32..], .. signature[..32]]), "signature");
        all["RS256 with another key"] = (TestToken.Rs256(now, TestKeys.OtherRsa).Build(), "signature");
        all["RS256 truncated"] = (TestToken.Rs256(now).Build(signature => signature[..^1]), "signature");
        all["RS256 all zero"] = (TestToken.Rs256(now).Build(_ => new byte[256]), "signature");
        all["RS256 presented as PS256"] = (TestToken.Rs256(now).Header("alg", "\"PS256\"").Build(), "signature");
        all["PS256 presented as RS256"] = (TestToken.Ps256(now).Header("alg", "\"RS256\"").Build(), "signature");
        all["ES256 presented as RS256"] = (TestToken.Es256(now).Header("alg", "\"RS256\"").Build(), "No key");
        all["claims of another token"] = (Transplant(TestToken.Es256(now).Build(), TestToken.Es256(now).Claim("sub", "\"admin\"").Build()), "signature");
    }

    private static byte[] FlipBit(byte[] signature)
    {
        signature[10] ^= 1;
        return signature;
    }

    private static string Transplant(string signed, string wanted)
    {
        var (own, other) = (signed.Split('.'), wanted.Split('.'));
        return $"{own[0]}.{other[1]}.{own[2]}";
    }

    private static void AddClaims(Dictionary<string, (string, string)> all, DateTimeOffset now)
    {
        var seconds = now.ToUnixTimeSeconds();
        all["iss other"] = (TestToken.Es256(now).Claim("iss", "\"https://attacker.test\"").Build(), "iss is not the issuer");
        all["iss with a slash more"] = (TestToken.Es256(now).Claim("iss", $"\"{TestToken.Issuer}/\"").Build(), "iss is not the issuer");
        all["iss of production, development's key"] = (TestToken.Hs256(now).Claim("iss", $"\"{TestToken.Issuer}\"").Build(), "iss is not the issuer");
        all["iss of development, production's key"] =
            (TestToken.Es256(now).Claim("iss", "\"orleanschat-development\"").Build(), "iss is not the issuer");
        all["iss missing"] = (TestToken.Es256(now).Claim("iss", null).Build(), "iss or sub");
        all["iss array"] = (TestToken.Es256(now).Claim("iss", $"[\"{TestToken.Issuer}\"]").Build(), "iss or sub");
        all["aud other"] = (TestToken.Es256(now).Claim("aud", "\"billing\"").Build(), "another audience");
        all["aud of another letter case"] = (TestToken.Es256(now).Claim("aud", "\"OrleansChat\"").Build(), "another audience");
        all["aud array without ours"] = (TestToken.Es256(now).Claim("aud", "[\"a\",\"orleanschat2\"]").Build(), "another audience");
        all["aud empty array"] = (TestToken.Es256(now).Claim("aud", "[]").Build(), "another audience");
        all["aud mixed array"] = (TestToken.Es256(now).Claim("aud", "[\"orleanschat\",1]").Build(), "aud is missing or neither");
        all["aud missing"] = (TestToken.Es256(now).Claim("aud", null).Build(), "aud is missing or neither");
        all["exp missing"] = (TestToken.Es256(now).Claim("exp", null).Build(), "exp is missing");
        all["exp null"] = (TestToken.Es256(now).Claim("exp", "null").Build(), "not a whole number");
        all["exp string"] = (TestToken.Es256(now).Claim("exp", $"\"{seconds + 600}\"").Build(), "not a whole number");
        all["exp fraction"] = (TestToken.Es256(now).Claim("exp", $"{seconds + 600}.5").Build(), "not a whole number");
        all["exp exponent"] = (TestToken.Es256(now).Claim("exp", "1e300").Build(), "not a whole number");
        all["exp huge"] = (TestToken.Es256(now).Claim("exp", "9223372036854775807").Build(), "not a whole number");
        all["exp in milliseconds"] = (TestToken.Es256(now).Claim("exp", $"{(seconds + 600) * 1000}").Build(), "not a whole number");
        all["exp beyond 64 bits"] = (TestToken.Es256(now).Claim("exp", "99999999999999999999").Build(), "not a whole number");
        all["exp negative"] = (TestToken.Es256(now).Claim("exp", "-1").Build(), "not a whole number");
        all["exp twice"] = (TestToken.Es256(now).ClaimsText($",\"exp\":{seconds + 9999}").Build(), "member twice");
        all["sub twice, once escaped"] = (TestToken.Es256(now).ClaimsText(",\"s\\u0075b\":\"admin\"").Build(), "member twice");
        all["member twice deep inside"] = (TestToken.Es256(now).Claim("x", "[{\"a\":1,\"a\":2}]").Build(), "member twice");
        all["nbf beyond the skew"] = (TestToken.Es256(now).Claim("nbf", $"{seconds + 31}").Build(), "not valid yet");
        all["nbf string"] = (TestToken.Es256(now).Claim("nbf", $"\"{seconds}\"").Build(), "not a whole number");
        all["iat beyond the skew"] = (TestToken.Es256(now).Claim("iat", $"{seconds + 31}").Build(), "in the future");
        all["iat boolean"] = (TestToken.Es256(now).Claim("iat", "true").Build(), "not a whole number");
        all["claims array"] = (TestToken.Es256(now).BuildRaw(TestToken.Es256(now).HeaderBytes(), "[]"u8.ToArray()), "claims are not a JSON object");
        all["claims with garbage after"] = (TestToken.Es256(now).BuildRaw(TestToken.Es256(now).HeaderBytes(), "{}{}"u8.ToArray()), "claims are not well-formed");
        all["claims not UTF-8"] = (TestToken.Es256(now).BuildRaw(TestToken.Es256(now).HeaderBytes(), [0x7B, 0x22, 0xFF, 0x22, 0x3A, 0x31, 0x7D]), "claims are not well-formed");
        all["claims after a byte order mark"] = (TestToken.Es256(now).BuildRaw(TestToken.Es256(now).HeaderBytes(), [0xEF, 0xBB, 0xBF, 0x7B, 0x7D]), "claims are not well-formed");
    }

    private static void AddNames(Dictionary<string, (string, string)> all, DateTimeOffset now)
    {
        all["sub missing"] = (TestToken.Es256(now).Claim("sub", null).Build(), "iss or sub");
        all["sub number"] = (TestToken.Es256(now).Claim("sub", "7").Build(), "iss or sub");
        all["sub empty"] = (TestToken.Es256(now).Claim("sub", "\"\"").Build(), "not a user id");
        all["sub too long"] = (TestToken.Es256(now).Claim("sub", $"\"{new string('a', 65)}\"").Build(), "not a user id");
        all["sub with a control character"] = (TestToken.Es256(now).Claim("sub", "\"a\\u0000b\"").Build(), "not a user id");
        all["sub with a line break"] = (TestToken.Es256(now).Claim("sub", "\"ann\\n\"").Build(), "not a user id");
        all["sub with a space"] = (TestToken.Es256(now).Claim("sub", "\"ann b\"").Build(), "not a user id");
        all["sub with a slash"] = (TestToken.Es256(now).Claim("sub", "\"Message/ann\"").Build(), "not a user id");
        all["sub in look-alike letters"] = (TestToken.Es256(now).Claim("sub", "\"\\u0430nn\"").Build(), "not a user id");
        all["sub with a lone surrogate"] = (TestToken.Es256(now).Claim("sub", "\"\\ud800\"").Build(), "claims are not well-formed");
        all["name number"] = (TestToken.Es256(now).Claim("name", "7").Build(), "name is not a string");
        all["role number"] = (TestToken.Es256(now).Claim("chat_role", "7").Build(), "chat_role is not a string");
        all["role unknown"] = (TestToken.Es256(now).Claim("chat_role", "\"king\"").Build(), "chat_role is none of");
        all["role owner"] = (TestToken.Es256(now).Claim("chat_role", "\"owner\"").Build(), "chat_role is none of");
        all["name blank"] = (TestToken.Es256(now).Claim("name", "\"  \"").Build(), "name cannot be shown");
        all["name too long"] = (TestToken.Es256(now).Claim("name", $"\"{new string('a', 65)}\"").Build(), "name cannot be shown");
        all["name with a direction override"] = (TestToken.Es256(now).Claim("name", "\"a\\u202eb\"").Build(), "name cannot be shown");
        all["name with a zero-width space"] = (TestToken.Es256(now).Claim("name", "\"a\\u200bb\"").Build(), "name cannot be shown");
    }
}
