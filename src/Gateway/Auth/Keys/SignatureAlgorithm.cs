namespace OrleansChat.Gateway.Auth;

/// <summary>The algorithms that exist here. What is not in this list, <c>none</c> before all, cannot be named by a token.</summary>
internal enum SignatureAlgorithm
{
    Hs256,
    Es256,
    Rs256,
    Ps256,
}
