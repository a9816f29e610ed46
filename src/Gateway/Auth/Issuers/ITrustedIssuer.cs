namespace OrleansChat.Gateway.Auth;

/// <summary>An issuer of access tokens. Issuers share no algorithm, so that a token's algorithm names its issuer.</summary>
internal interface ITrustedIssuer
{
    /// <summary>What its tokens say as <c>iss</c>.</summary>
    string? Name { get; }

    /// <summary>What its tokens' <c>aud</c> must hold.</summary>
    string Audience { get; }

    /// <summary>Whether its tokens are signed so; never, where it is not configured.</summary>
    bool Uses(SignatureAlgorithm algorithm);

    /// <summary>The key that a token must be checked with, or null.</summary>
    ValueTask<VerificationKey?> FindKeyAsync(TokenHeader header, CancellationToken cancellationToken);
}
