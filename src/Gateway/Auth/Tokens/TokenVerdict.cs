namespace OrleansChat.Gateway.Auth;

/// <summary>What became of a token.</summary>
internal abstract record TokenVerdict
{
    private TokenVerdict()
    {
    }

    public sealed record Accepted(AuthenticatedUser Bearer) : TokenVerdict;

    /// <param name="Code"><c>UNAUTHENTICATED</c> or <c>TOKEN_EXPIRED</c>.</param>
    /// <param name="Reason">A plain sentence for logs and clients; it holds nothing of the token.</param>
    public sealed record Refused(string Code, string Reason) : TokenVerdict;
}
