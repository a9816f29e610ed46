namespace OrleansChat.Gateway.Auth;

internal static class SignatureAlgorithms
{
    /// <summary>Reads the name of RFC 7518, exactly: <c>hs256</c> and <c>None</c> are nothing.</summary>
    public static SignatureAlgorithm? Parse(string? name) => name switch
    {
        "HS256" => SignatureAlgorithm.Hs256,
        "ES256" => SignatureAlgorithm.Es256,
        "RS256" => SignatureAlgorithm.Rs256,
        "PS256" => SignatureAlgorithm.Ps256,
        _ => null,
    };
}
