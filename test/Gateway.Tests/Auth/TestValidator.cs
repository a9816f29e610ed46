using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using OrleansChat.Gateway.Auth;
using OrleansChat.Testing;

namespace OrleansChat.Gateway.Tests.Auth;

/// <summary>The real validator over both issuers, on a fake clock.</summary>
internal sealed class TestValidator
{
    private readonly AccessTokenValidator _validator;

    public TestValidator(string? set = null)
    {
        var settings = Options.Create(new AuthOptions
        {
            Issuer = TestToken.Issuer,
            Jwks = { Url = "https://issuer.test/keys" },
            Development = { Key = Convert.ToBase64String(TestKeys.Secret) },
        });
        Source = new TestKeySetSource(set ?? TestKeys.Set);
        Issuer = new JwksIssuer(Source, settings, Time, NullLogger<JwksIssuer>.Instance);
        var development = new DevelopmentIssuer(settings, new TestEnvironment("Development"), Time, NullLogger<DevelopmentIssuer>.Instance);
        _validator = new AccessTokenValidator([development, Issuer], settings, Time);
    }

    public FakeTime Time { get; } = new();

    public DateTimeOffset Now => Time.GetUtcNow();

    public TestKeySetSource Source { get; }

    public JwksIssuer Issuer { get; }

    public ValueTask<TokenVerdict> ValidateAsync(string token) => _validator.ValidateAsync(token, CancellationToken.None);
}
