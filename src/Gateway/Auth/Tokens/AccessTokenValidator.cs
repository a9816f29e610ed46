using Microsoft.Extensions.Options;
using OrleansChat.Contracts;
using OrleansChat.Gateway.Fanout;
using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Gateway.Auth;

/// <summary>
/// Decides whether an access token (a signed JWT, RFC 7519 and RFC 9068, best practices of RFC 8725) lets somebody in. The signature comes before
/// every claim, so that a forged token learns nothing but that it is forged.
/// </summary>
internal sealed class AccessTokenValidator(IEnumerable<ITrustedIssuer> issuers, IOptions<AuthOptions> options, TimeProvider time)
{
    private readonly ITrustedIssuer[] _issuers = [.. issuers];

    public async ValueTask<TokenVerdict> ValidateAsync(string text, CancellationToken cancellationToken)
    {
        if (!CompactToken.TryParse(text, out var token, out var fault))
        {
            return Refuse(fault);
        }

        // The algorithm decides the issuer, so no issuer's key is ever tried with another's algorithm.
        var issuer = Array.Find(_issuers, candidate => candidate.Uses(token.Header.Algorithm));
        if (issuer is null)
        {
            return Refuse("No issuer that is trusted here uses the token's algorithm.");
        }

        var key = await issuer.FindKeyAsync(token.Header, cancellationToken);
        if (key is null)
        {
            return Refuse("No key that is known here fits the token's kid and algorithm.");
        }

        return key.Verify(token.Header.Algorithm, token.SignedText, token.Signature)
            ? Judge(issuer, token)
            : Refuse("The token's signature does not match.");
    }

    private TokenVerdict Judge(ITrustedIssuer issuer, CompactToken token)
    {
        if (!TokenClaims.TryRead(token.Payload, out var claims, out var fault))
        {
            return Refuse(fault);
        }

        if (claims.Issuer != issuer.Name)
        {
            return Refuse("The token's iss is not the issuer of the key that signed it.");
        }

        if (!claims.Audiences.Contains(issuer.Audience))
        {
            return Refuse("The token is for another audience.");
        }

        return FindUntimely(claims) ?? Identify(claims);
    }

    private TokenVerdict.Refused? FindUntimely(TokenClaims claims)
    {
        var now = time.GetUtcNow();
        if (now >= DateTimeOffset.FromUnixTimeSeconds(claims.Expires))
        {
            return new TokenVerdict.Refused(ChatErrorCode.TokenExpired, "The token has expired.");
        }

        var latest = now + options.Value.ClockSkew;
        if (claims.NotBefore is { } notBefore && DateTimeOffset.FromUnixTimeSeconds(notBefore) > latest)
        {
            return Refuse("The token is not valid yet.");
        }

        return claims.IssuedAt is { } issuedAt && DateTimeOffset.FromUnixTimeSeconds(issuedAt) > latest
            ? Refuse("The token was issued in the future.")
            : null;
    }

    private static TokenVerdict Identify(TokenClaims claims)
    {
        if (!Subject.IsValid(claims.Subject))
        {
            return Refuse($"The token's sub is not a user id: {Subject.Rule}.");
        }

        if (RoleNames.Parse(claims.Role ?? "member") is not { } role || role is RoomRole.Owner)
        {
            return Refuse("The token's chat_role is none of member, moderator and admin.");
        }

        return DisplayName.TryNormalise(claims.Name ?? claims.Subject, out var name)
            ? new TokenVerdict.Accepted(new AuthenticatedUser(new UserInfo(claims.Subject, name), DateTimeOffset.FromUnixTimeSeconds(claims.Expires), role))
            : Refuse($"The token's name cannot be shown: {DisplayName.Rule}.");
    }

    private static TokenVerdict.Refused Refuse(string reason) => new(ChatErrorCode.Unauthenticated, reason);
}
