using OrleansChat.EndToEnd.Tests.Browsers;
using OrleansChat.EndToEnd.Tests.Gateways;
using OrleansChat.EndToEnd.Tests.Requirements;
using static Microsoft.Playwright.Assertions;

namespace OrleansChat.EndToEnd.Tests;

/// <summary>One of three whose network goes while the others talk.</summary>
public sealed class NetworkCutTests(GatewayFixture gateway, BrowserFixture browsers) : BrowserTest(gateway, browsers)
{
    private NetworkPath _path = null!;

    [BrowserFact]
    public async Task Connection_CutWhileTheOthersTalk_MissesNothingAndSendsOnceWhatWaited()
    {
        var (ann, bob, cleo) = await MeetAsync();
        await ann.SendAsync("Into the tunnel");
        await bob.ExpectMessageAsync("Ann", "Into the tunnel");

        _path.Cut();
        await Expect(ann.Find("connection-banner")).ToHaveAttributeAsync("data-state", "reconnecting");
        await ann.SendAsync("Written in the tunnel");
        await Expect(ann.Message("Written in the tunnel")).ToHaveAttributeAsync("data-status", "waiting");
        await ann.ScreenshotAsync("banner-reconnecting");
        for (var number = 1; number <= 4; number++)
        {
            await bob.SendAsync($"Bob {number}");
            await cleo.ExpectMessageAsync("Bob", $"Bob {number}");
            await cleo.SendAsync($"Cleo {number}");
            await bob.ExpectMessageAsync("Cleo", $"Cleo {number}");
        }

        _path.Mend();
        await ann.Find("connect-now").ClickAsync();
        await ann.ExpectOwnAsync("Written in the tunnel");
        await bob.ExpectMessageAsync("Ann", "Written in the tunnel");
        await cleo.SendAsync("Welcome back");

        string[] all = ["Into the tunnel", "Bob 1", "Cleo 1", "Bob 2", "Cleo 2", "Bob 3", "Cleo 3", "Bob 4", "Cleo 4", "Written in the tunnel", "Welcome back"];
        foreach (var window in new[] { ann, bob, cleo })
            await Expect(window.Find("message-body")).ToHaveTextAsync(all);
        await Expect(ann.Find("connection-banner")).ToBeHiddenAsync();
        await ann.ExpectMembersAsync(3);
    }

    [BrowserFact]
    public async Task Send_AnswerLostInTheCut_AppearsOnceEverywhere()
    {
        var (ann, bob, cleo) = await MeetAsync();

        _path.Deafen();
        await ann.SendAsync("Heard and not confirmed");
        await bob.ExpectMessageAsync("Ann", "Heard and not confirmed");
        await bob.SendAsync("Are you there?");
        await cleo.ExpectMessageAsync("Bob", "Are you there?");
        await Expect(ann.Message("Heard and not confirmed")).ToHaveAttributeAsync("data-status", "sending");

        _path.Cut();
        await Expect(ann.Message("Heard and not confirmed")).ToHaveAttributeAsync("data-status", "waiting");
        _path.Mend();
        await ann.ExpectOwnAsync("Heard and not confirmed");
        await ann.SendAsync("Here again");

        foreach (var window in new[] { ann, bob, cleo })
            await Expect(window.Find("message-body")).ToHaveTextAsync(["Heard and not confirmed", "Are you there?", "Here again"]);
    }

    [BrowserFact]
    public async Task Connection_DeadWithoutAWord_IsFoundOutWhenTheNetworkComesBack()
    {
        var (ann, bob, _) = await MeetAsync();

        _path.Deafen();
        await bob.SendAsync("Into the void");
        await ann.Page.EvaluateAsync("dispatchEvent(new Event('online'))");

        await ann.ExpectMessageAsync("Bob", "Into the void");
        await ann.SendAsync("Back");
        await bob.ExpectMessageAsync("Ann", "Back");
    }

    [BrowserFact]
    public async Task Connection_DeviceOffline_SaysSoAndComesBackWithTheNetwork()
    {
        var (ann, bob, _) = await MeetAsync();

        await ann.Page.Context.SetOfflineAsync(true);
        _path.Cut();
        await Expect(ann.Find("connection-banner")).ToHaveAttributeAsync("data-state", "offline");
        await ann.ScreenshotAsync("banner-offline");
        await bob.SendAsync("Where is Ann?");

        _path.Mend();
        await ann.Page.Context.SetOfflineAsync(false);
        await ann.ExpectMessageAsync("Bob", "Where is Ann?");
        await ann.ExpectJoinedAsync();
    }

    public override Task InitializeAsync()
    {
        _path = NetworkPath.To(Address);
        return Task.CompletedTask;
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await _path.DisposeAsync();
    }

    private async Task<(ChatWindow Ann, ChatWindow Bob, ChatWindow Cleo)> MeetAsync()
    {
        var ann = await (await UserAsync("Ann", address: _path.Address)).JoinAsync(Room);
        var bob = await JoinAsync("Bob");
        var cleo = await JoinAsync("Cleo");
        await ann.ExpectMembersAsync(3);
        return (ann, bob, cleo);
    }
}
