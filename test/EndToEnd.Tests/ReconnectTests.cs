using OrleansChat.EndToEnd.Tests.Browsers;
using OrleansChat.EndToEnd.Tests.Gateways;
using OrleansChat.EndToEnd.Tests.Requirements;
using static Microsoft.Playwright.Assertions;

namespace OrleansChat.EndToEnd.Tests;

/// <summary>A gateway of its own that goes in the middle of a conversation and comes back at the same address.</summary>
public sealed class ReconnectTests(GatewayFixture shared, BrowserFixture browsers) : BrowserTest(shared, browsers)
{
    private readonly string _signingKey = GatewayFixture.NewSigningKey();
    private GatewayProcess? _gateway;

    private protected override Uri Address => _gateway!.Address;

    [BrowserFact]
    public Task Connection_GatewayDiesAndComesBack_JoinsAgainAndSendsWhatWaited() => GoAndComeBackAsync(gateway => gateway.DisposeAsync().AsTask());

    [BrowserFact]
    public Task Connection_GatewayStopsAndComesBack_JoinsAgainAndSendsWhatWaited() => GoAndComeBackAsync(gateway => gateway.StopAsync());

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        if (_gateway is not null)
            await _gateway.DisposeAsync();
    }

    private async Task GoAndComeBackAsync(Func<GatewayProcess, Task> end)
    {
        _gateway = await GatewayProcess.StartAsync(_signingKey);
        var address = _gateway.Address;
        var ann = await JoinAsync("Ann");
        var bob = await JoinAsync("Bob");
        await ann.SendAsync("Before");
        await bob.ExpectMessageAsync("Ann", "Before");

        await end(_gateway);
        await Expect(ann.Find("connection")).ToHaveAttributeAsync("data-state", "reconnecting");
        await Expect(bob.Find("connection")).ToHaveAttributeAsync("data-state", "reconnecting");
        await ann.SendAsync("Written while it was gone");
        await Expect(ann.Message("Written while it was gone")).ToHaveAttributeAsync("data-status", "waiting");
        await ann.ScreenshotAsync("reconnecting");

        await _gateway.DisposeAsync();
        _gateway = await GatewayProcess.StartAsync(_signingKey, address);
        await bob.ExpectJoinedAsync();
        await ann.ExpectJoinedAsync();

        await ann.ExpectOwnAsync("Written while it was gone");
        await bob.ExpectMessageAsync("Ann", "Written while it was gone");
        await bob.ExpectMessageAsync("Ann", "Before");
        await bob.SendAsync("After");
        await ann.ExpectMessageAsync("Bob", "After");
        await ann.ExpectMembersAsync(2);
    }
}
