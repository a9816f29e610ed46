using OrleansChat.EndToEnd.Tests.Browsers;
using OrleansChat.EndToEnd.Tests.Gateways;
using OrleansChat.EndToEnd.Tests.Requirements;
using static Microsoft.Playwright.Assertions;

namespace OrleansChat.EndToEnd.Tests;

/// <summary>Two people with two browsers in one room.</summary>
public sealed class ConversationTests(GatewayFixture gateway, BrowserFixture browsers) : BrowserTest(gateway, browsers)
{
    [BrowserFact]
    public async Task Send_TwoWindows_ShowsMessagesBothWays()
    {
        var ann = await JoinAsync("Ann");
        var bob = await JoinAsync("Bob");

        await ann.SendAsync("Hello Bob");
        await bob.ExpectMessageAsync("Ann", "Hello Bob");
        await bob.SendAsync("Hello Ann");
        await ann.ExpectMessageAsync("Bob", "Hello Ann");

        await ann.ExpectOwnAsync("Hello Bob");
        await bob.ExpectOwnAsync("Hello Ann");
        await Expect(ann.Messages).ToHaveCountAsync(2);
        await Expect(ann.Find("message-body")).ToHaveTextAsync(["Hello Bob", "Hello Ann"]);
        await Expect(bob.Find("message-body")).ToHaveTextAsync(["Hello Bob", "Hello Ann"]);
        await ann.ScreenshotAsync("conversation");
    }

    [BrowserFact]
    public async Task Send_TextWithLineBreaks_KeepsThem()
    {
        var ann = await JoinAsync("Ann");
        var bob = await JoinAsync("Bob");

        await ann.Composer.PressSequentiallyAsync("first");
        await ann.Composer.PressAsync("Shift+Enter");
        await ann.Composer.PressSequentiallyAsync("second");
        await Expect(ann.Messages).ToHaveCountAsync(0);
        await ann.Composer.PressAsync("Enter");

        await Expect(bob.Messages).ToHaveCountAsync(1);
        Assert.Equal("first\nsecond", await bob.Find("message-body").InnerTextAsync());
        await Expect(ann.Composer).ToHaveValueAsync("");
    }

    [BrowserFact]
    public async Task Type_OneOfTwo_OnlyTheOtherSeesIt()
    {
        var ann = await JoinAsync("Ann");
        var bob = await JoinAsync("Bob");

        await ann.Composer.PressSequentiallyAsync("Hel");
        await Expect(bob.Typing).ToHaveTextAsync("Ann is typing…");
        await Expect(ann.Typing).ToBeEmptyAsync();
        await bob.ScreenshotAsync("typing");

        await ann.Composer.PressAsync("Enter");
        await bob.ExpectMessageAsync("Ann", "Hel");
        await Expect(bob.Typing).ToBeEmptyAsync();
    }

    [BrowserFact]
    public async Task Join_Later_SeesWhatWasSaidAndWhoIsHere()
    {
        var ann = await JoinAsync("Ann");
        var bob = await JoinAsync("Bob");
        await ann.SendAsync("One");
        await bob.ExpectMessageAsync("Ann", "One");
        await bob.SendAsync("Two");
        await ann.ExpectMessageAsync("Bob", "Two");

        var cleo = await JoinAsync("Cleo");
        await Expect(cleo.Find("message-body")).ToHaveTextAsync(["One", "Two"]);
        await cleo.ExpectMembersAsync(3);
        await ann.ExpectMembersAsync(3);
        await Expect(ann.SystemLines).ToHaveTextAsync(["Bob joined", "Cleo joined"]);
    }

    [BrowserFact]
    public async Task Close_OneOfTwoWindows_LeavesTheOtherAlone()
    {
        var ann = await JoinAsync("Ann");
        var bob = await JoinAsync("Bob");
        await ann.ExpectMembersAsync(2);
        await Expect(ann.Find("member-count")).ToHaveTextAsync("2");

        await bob.Page.CloseAsync();

        await ann.ExpectMembersAsync(1);
        await Expect(ann.Find("member-count")).ToHaveTextAsync("1");
        await Expect(ann.SystemLines).ToHaveTextAsync(["Bob joined", "Bob left"]);
    }

    [BrowserFact]
    public async Task Leave_OneOfTwo_GoesBackToTheFormAndTellsTheOther()
    {
        var ann = await JoinAsync("Ann");
        var bob = await JoinAsync("Bob");

        await bob.Find("leave").ClickAsync();

        await Expect(bob.Find("join-form")).ToBeVisibleAsync();
        await Expect(bob.Find("name")).ToHaveValueAsync("Bob");
        await Expect(ann.SystemLines.Last).ToHaveTextAsync("Bob left");
        await ann.ExpectMembersAsync(1);
    }

    [BrowserFact]
    public async Task Send_WhileTheOtherReadsFurtherUp_OffersTheWayDown()
    {
        var ann = await JoinAsync("Ann");
        var bob = await JoinAsync("Bob");
        var tall = string.Join('\n', Enumerable.Range(1, 60));
        await ann.Composer.FillAsync(tall);
        await ann.Composer.PressAsync("Enter");
        await Expect(bob.Messages).ToHaveCountAsync(1);
        await Expect(bob.Find("message-time")).ToBeInViewportAsync();

        await bob.Page.Mouse.MoveAsync(300, 300);
        await bob.Page.Mouse.WheelAsync(0, -900);
        await Expect(bob.Find("message-time")).Not.ToBeInViewportAsync();
        await ann.SendAsync("Are you there?");

        await Expect(bob.Find("new-messages")).ToHaveTextAsync("1 new message");
        await bob.ScreenshotAsync("new-messages");
        await bob.Find("new-messages").ClickAsync();
        await Expect(bob.Message("Are you there?")).ToBeInViewportAsync();
        await Expect(bob.Find("new-messages")).ToBeHiddenAsync();
    }
}
