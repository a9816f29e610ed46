using System.Text.RegularExpressions;
using Microsoft.Playwright;
using OrleansChat.EndToEnd.Tests.Browsers;
using OrleansChat.EndToEnd.Tests.Gateways;
using OrleansChat.EndToEnd.Tests.Requirements;
using static Microsoft.Playwright.Assertions;

namespace OrleansChat.EndToEnd.Tests;

/// <summary>What people are to each other in the list of members, and how one says it.</summary>
public sealed partial class PresenceTests(GatewayFixture gateway, BrowserFixture browsers) : BrowserTest(gateway, browsers)
{
    private NetworkPath _path = null!;

    [BrowserFact]
    public async Task Choose_BusyWithWords_TheOtherSeesThem()
    {
        var ann = await JoinAsync("Ann");
        var bob = await JoinAsync("Bob");
        await ann.ExpectPresenceAsync("Bob", "Bob, online");
        await bob.ExpectPresenceAsync("Ann", "Ann, online");
        await bob.ExpectPresenceAsync("Bob", "Bob, online");

        await bob.OwnPresence.FocusAsync();
        await bob.Page.Keyboard.PressAsync("Enter");
        await Expect(bob.Page.GetByRole(AriaRole.Dialog, new() { Name = "What others see" })).ToBeVisibleAsync();
        await Expect(bob.OwnPresence).ToHaveAttributeAsync("aria-expanded", "true");
        await Expect(bob.Find("choose-online")).ToBeFocusedAsync();
        await bob.Page.Keyboard.PressAsync("ArrowDown");
        await Expect(bob.Page.GetByRole(AriaRole.Radio, new() { Name = "Busy", Exact = true })).ToBeCheckedAsync();
        await bob.Page.Keyboard.PressAsync("Tab");
        await Expect(bob.Page.GetByLabel("A few words")).ToBeFocusedAsync();
        await bob.Page.Keyboard.TypeAsync("In a class");
        await bob.Page.Keyboard.PressAsync("Enter");

        await Expect(bob.Find("presence-menu")).ToHaveCountAsync(0);
        await Expect(bob.OwnPresence).ToBeFocusedAsync();
        foreach (var window in new[] { ann, bob })
        {
            await window.ExpectPresenceAsync("Bob", "Bob, busy, In a class");
            await Expect(window.Member("Bob").GetByTestId("presence-dot")).ToHaveAttributeAsync("data-status", "busy");
        }

        // Who comes later is told as well, and so is oneself after a reload.
        var cleo = await JoinAsync("Cleo");
        await cleo.ExpectPresenceAsync("Bob", "Bob, busy, In a class");
        await bob.Page.ReloadAsync();
        await bob.ExpectPresenceAsync("Bob", "Bob, busy, In a class");

        await bob.ChoosePresenceAsync("online");
        foreach (var window in new[] { ann, bob, cleo })
            await window.ExpectPresenceAsync("Bob", "Bob, online");
        Assert.Empty(ann.Complaints);
    }

    [BrowserFact]
    public async Task Choose_Invisible_TheOtherSeesOffline()
    {
        var ann = await JoinAsync("Ann");
        var bob = await JoinAsync("Bob");
        await bob.ChoosePresenceAsync("busy", "In a class");
        await ann.ExpectPresenceAsync("Bob", "Bob, busy, In a class");

        await bob.ChoosePresenceAsync("invisible", "In a class");

        await Expect(ann.Member("Bob").GetByTestId("member-about")).ToHaveTextAsync(LastSeen());
        await Expect(ann.Member("Bob").GetByTestId("presence-dot")).ToHaveAttributeAsync("data-status", "offline");
        await bob.ExpectPresenceAsync("Bob", "Bob, invisible, you look offline to others, In a class");
        await bob.OwnPresence.ClickAsync();
        await Expect(bob.Find("choose-invisible")).ToBeCheckedAsync();
        await Expect(bob.Find("presence-words")).ToHaveValueAsync("In a class");
    }

    [BrowserFact]
    public async Task Page_NobodyAtItForFiveMinutes_IsAwayUntilSomebodyComes()
    {
        var ann = await JoinAsync("Ann");
        var bob = await (await UserAsync("Bob")).OpenAsync();
        await bob.Page.Clock.InstallAsync();
        await bob.JoinAsync("Bob", Room);
        await bob.ChoosePresenceAsync("online", "Reading");
        await ann.ExpectPresenceAsync("Bob", "Bob, online, Reading");

        // So long a jump also ends the connection, so it is the next one that is told.
        await bob.Page.Clock.FastForwardAsync("05:00");
        await ann.ExpectPresenceAsync("Bob", "Bob, away, Reading");
        await bob.ExpectPresenceAsync("Bob", "Bob, away, Reading");

        await bob.Page.Mouse.MoveAsync(100, 100);
        await ann.ExpectPresenceAsync("Bob", "Bob, online, Reading");
        await bob.ExpectPresenceAsync("Bob", "Bob, online, Reading");
    }

    [BrowserFact]
    public async Task Connection_CutWhileTheOtherChanges_ShowsItAfterwards()
    {
        var ann = await (await UserAsync("Ann", address: _path.Address)).JoinAsync(Room);
        var bob = await JoinAsync("Bob");
        await ann.ExpectPresenceAsync("Bob", "Bob, online");

        _path.Cut();
        await Expect(ann.Find("connection")).ToHaveAttributeAsync("data-state", "reconnecting");
        await bob.ChoosePresenceAsync("busy", "Looking for Ann");
        _path.Mend();

        await ann.ExpectPresenceAsync("Bob", "Bob, busy, Looking for Ann");
        await bob.ChoosePresenceAsync("online", "There she is");
        await ann.ExpectPresenceAsync("Bob", "Bob, online, There she is");
    }

    [BrowserFact]
    public async Task Connection_CutWhileInvisible_NobodySeesWhoComesBack()
    {
        var ann = await JoinAsync("Ann");
        var bob = await (await UserAsync("Bob", address: _path.Address)).JoinAsync(Room);
        await bob.ChoosePresenceAsync("invisible");
        await Expect(ann.Member("Bob").GetByTestId("member-about")).ToHaveTextAsync(LastSeen());
        await ann.Page.EvaluateAsync(
            """
            () => {
              window.seen = [];
              const note = () => {
                const bob = [...document.querySelectorAll('[data-testid=member]')].find(member => member.querySelector('.member-name').textContent === 'Bob');
                window.seen.push(bob?.querySelector('[data-testid=presence-dot]')?.dataset.status ?? '');
              };
              new MutationObserver(note).observe(document.querySelector('[data-testid=members]'), { subtree: true, childList: true, attributes: true, characterData: true });
            }
            """);

        _path.Cut();
        await Expect(bob.Find("connection")).ToHaveAttributeAsync("data-state", "reconnecting");
        _path.Mend();
        await bob.ExpectJoinedAsync();
        await bob.SendAsync("Nobody sees me");
        await ann.ExpectMessageAsync("Bob", "Nobody sees me");
        await Expect(ann.Member("Bob").GetByTestId("member-about")).ToHaveTextAsync(LastSeen());
        await bob.ExpectPresenceAsync("Bob", "Bob, invisible, you look offline to others");

        await bob.ChoosePresenceAsync("busy");
        await ann.ExpectPresenceAsync("Bob", "Bob, busy");
        // The member may have gone and come; what he was to Ann was never anything else meanwhile.
        var seen = await ann.Page.EvaluateAsync<string[]>("() => window.seen");
        Assert.Equal("busy", seen[^1]);
        Assert.Empty(seen.Except(["", "offline", "busy"]));
    }

    [BrowserFact]
    public async Task Choose_WithoutConnection_SaysSoAndKeepsTheWords()
    {
        var ann = await JoinAsync("Ann");
        var bob = await (await UserAsync("Bob", address: _path.Address)).JoinAsync(Room);
        await bob.OwnPresence.ClickAsync();
        await bob.Find("choose-busy").CheckAsync();
        await bob.Find("presence-words").FillAsync("In a tunnel");

        _path.Cut();
        await Expect(bob.Find("connection")).ToHaveAttributeAsync("data-state", "reconnecting");
        await bob.Find("save-presence").ClickAsync();
        await Expect(bob.Find("presence-error")).ToHaveAttributeAsync("data-code", "UNAVAILABLE");
        await Expect(bob.Find("presence-error")).ToContainTextAsync("no connection");
        await bob.ScreenshotAsync("presence-refused");
        await Expect(bob.Find("presence-words")).ToHaveValueAsync("In a tunnel");
        await Expect(bob.Find("choose-busy")).ToBeCheckedAsync();

        _path.Mend();
        await bob.ExpectJoinedAsync();
        await bob.Find("save-presence").ClickAsync();
        await ann.ExpectPresenceAsync("Bob", "Bob, busy, In a tunnel");
    }

    [BrowserFact]
    public async Task Show_WordsThatLookLikeCode_AreText()
    {
        const string words = "<img src=x onerror=window.ran=1><script>window.ran=1</script>";
        var ann = await JoinAsync("Ann");
        var eve = await JoinAsync("<b>Eve</b>");
        await eve.ChoosePresenceAsync("busy", words);

        foreach (var window in new[] { ann, eve })
        {
            await Expect(window.Find("presence-text")).ToHaveTextAsync(words);
            Assert.Equal(0, await window.Find("presence-text").EvaluateAsync<int>("words => words.childElementCount"));
            Assert.True(await window.Page.EvaluateAsync<bool>("() => !('ran' in window)"), $"Something ran in {window}.");
            Assert.Empty(window.Complaints);
        }
    }

    [BrowserFact]
    public async Task Show_OnAPhone_FitsAndEscapeClosesOneAfterTheOther()
    {
        var ann = await JoinAsync("Ann", new() { ViewportSize = new() { Width = 360, Height = 740 }, HasTouch = true, ColorScheme = ColorScheme.Dark });
        var bob = await JoinAsync("Bob");
        await bob.ChoosePresenceAsync("busy", new string('W', 140));
        await ann.Find("members-toggle").TapAsync();
        await Expect(ann.Find("presence-text")).ToHaveTextAsync(new string('W', 140));
        Assert.InRange((await ann.Member("Bob").BoundingBoxAsync())!.Height, 30, 56);
        await ann.ScreenshotAsync("phone-presence");

        await ann.OwnPresence.TapAsync();
        var menu = await ann.Find("presence-menu").BoundingBoxAsync();
        Assert.InRange(menu!.X, 0, 360 - menu.Width);
        Assert.InRange(menu.Y, 0, 740 - menu.Height);
        Assert.True(await ann.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), "The page is wider than the phone.");
        await ann.ScreenshotAsync("phone-presence-menu");

        await ann.Find("choose-busy").CheckAsync();
        await ann.Page.Keyboard.PressAsync("Escape");
        await Expect(ann.Find("presence-menu")).ToHaveCountAsync(0);
        await Expect(ann.OwnPresence).ToBeFocusedAsync();
        await ann.ExpectPresenceAsync("Ann", "Ann, online");
        await ann.Page.Keyboard.PressAsync("Escape");
        await Expect(ann.Find("members")).ToBeHiddenAsync();
    }

    [BrowserFact]
    public async Task Show_ForcedColors_KeepsTheShapesApart()
    {
        var ann = await JoinAsync("Ann", new() { ViewportSize = new() { Width = 960, Height = 720 }, ForcedColors = ForcedColors.Active, DeviceScaleFactor = 2 });
        var bob = await JoinAsync("Bob");
        await bob.ChoosePresenceAsync("busy");
        await ann.ExpectPresenceAsync("Bob", "Bob, busy");
        await ann.OwnPresence.ClickAsync();

        // One colour for all, and one that can be seen on what is behind it.
        var dots = ann.Find("presence-dot");
        var colors = await dots.EvaluateAllAsync<string[]>("dots => dots.map(dot => getComputedStyle(dot.querySelector('path')).fill)");
        var behind = await dots.EvaluateAllAsync<string[]>("dots => dots.map(dot => getComputedStyle(dot).backgroundColor)");
        Assert.DoesNotContain(Assert.Single(colors.Distinct()), behind);
        var shapes = await dots.EvaluateAllAsync<string[]>("dots => dots.map(dot => dot.querySelector('path').getAttribute('d'))");
        Assert.Equal(3, shapes.Distinct().Count());
        await ann.ScreenshotAsync("presence-forced-colors");
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

    [GeneratedRegex("^Bob, offline, last seen .+$")]
    private static partial Regex LastSeen();
}
