using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using OrleansChat.Contracts;

namespace OrleansChat.Gateway.Auth;

/// <summary>The issuer of guests' tokens and of those for tests and load tests: one shared secret, HS256.</summary>
internal sealed partial class DevelopmentIssuer : ITrustedIssuer
{
    private const string KeyId = "development";

    private readonly TimeProvider _time;
    private readonly byte[]? _secret;
    private readonly HmacKey? _key;

    public DevelopmentIssuer(IOptions<AuthOptions> options, IHostEnvironment environment, TimeProvider time, ILogger<DevelopmentIssuer> logger)
    {
        _time = time;
        _secret = ReadSecret(options.Value, environment, logger);
        _key = _secret is null ? null : new HmacKey(KeyId, _secret);
    }

    public string Name => DevelopmentToken.Issuer;

    public string Audience => DevelopmentToken.Audience;

    public bool Uses(SignatureAlgorithm algorithm) => _key is not null && _key.Supports(algorithm);

    public ValueTask<VerificationKey?> FindKeyAsync(TokenHeader header, CancellationToken cancellationToken) =>
        new(header.KeyId is null or KeyId && Uses(header.Algorithm) ? _key : null);

    /// <summary>Signs a token for a user.</summary>
    /// <exception cref="InvalidOperationException">The issuer has no key; the options' validation rules that out where guests may sign in.</exception>
    public IssuedToken Issue(UserInfo user, TimeSpan lifetime)
    {
        var secret = _secret ?? throw new InvalidOperationException("The development issuer has no key.");

        // Tokens count in whole seconds; the answer says what the token says.
        var now = DateTimeOffset.FromUnixTimeSeconds(_time.GetUtcNow().ToUnixTimeSeconds());
        var wholeLifetime = TimeSpan.FromSeconds(Math.Floor(lifetime.TotalSeconds));
        return new IssuedToken(DevelopmentToken.Create(secret, user, now, wholeLifetime), now + wholeLifetime);
    }

    private static byte[]? ReadSecret(AuthOptions options, IHostEnvironment environment, ILogger logger)
    {
        if (options.Development.IsConfigured)
        {
            return DevelopmentKey.TryRead(options.Development, out var configured, out var fault) ? configured : throw new InvalidOperationException(fault);
        }

        if (!environment.IsDevelopment() || (options.Jwks.IsConfigured && !options.Guests.Enabled))
        {
            return null;
        }

        RandomKeyMade(logger);
        return RandomNumberGenerator.GetBytes(DevelopmentToken.MinimumKeyBytes);
    }
}
