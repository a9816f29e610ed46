using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using OrleansChat.Gateway.Auth;
using OrleansChat.Testing;

namespace OrleansChat.Gateway.Tests.Auth;

public sealed class KeySetRefresherTests
{
    private readonly FakeTime _time = new();
    private readonly TestKeySetSource _source = new(TestKeys.Set);

    [Fact]
    public async Task Start_Source_IsReadBeforeStartEnds()
    {
        using var refresher = Create();

        await refresher.StartAsync(CancellationToken.None);

        Assert.Equal(1, _source.Reads);
        await refresher.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Run_Source_IsReadOnceAnInterval()
    {
        using var refresher = Create();
        await refresher.StartAsync(CancellationToken.None);
        await _time.WhenTimersAsync(1);

        _time.Advance(TimeSpan.FromMinutes(15) - TimeSpan.FromTicks(1));
        Assert.Equal(1, _source.Reads);
        _time.Advance(TimeSpan.FromTicks(1));
        await _time.WhenTimersAsync(1);

        Assert.Equal(2, _source.Reads);
        await refresher.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Run_SourceFails_IsReadAgainAfterAMinute()
    {
        _source.Set = null;
        using var refresher = Create();
        await refresher.StartAsync(CancellationToken.None);
        await _time.WhenTimersAsync(1);

        _time.Advance(TimeSpan.FromMinutes(1));
        await _time.WhenTimersAsync(1);

        Assert.Equal(2, _source.Reads);
        await refresher.StopAsync(CancellationToken.None);
    }

    private KeySetRefresher Create()
    {
        var options = Options.Create(new AuthOptions { Issuer = TestToken.Issuer, Jwks = { Url = "https://issuer.test/keys" } });
        return new KeySetRefresher(new JwksIssuer(_source, options, _time, NullLogger<JwksIssuer>.Instance), options, _time);
    }
}
