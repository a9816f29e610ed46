using OrleansChat.EndToEnd.Tests.Browsers;
using OrleansChat.EndToEnd.Tests.Gateways;
using OrleansChat.EndToEnd.Tests.Requirements;
using static Microsoft.Playwright.Assertions;

namespace OrleansChat.EndToEnd.Tests;

/// <summary>What people do to messages, and what the others see of it.</summary>
public sealed class ChangeTests(GatewayFixture gateway, BrowserFixture browsers) : BrowserTest(gateway, browsers)
{
    [BrowserFact]
    public async Task Change_Message_OthersSeeItAndSoDoesWhoComesLater()
    {
        var ann = await JoinAsync("Ann");
        var bob = await JoinAsync("Bob");
        await ann.SendAsync("helo");
        await bob.ExpectMessageAsync("Ann", "helo");

        await bob.Messages.HoverAsync();
        await Expect(bob.Find("edit")).ToHaveCountAsync(0);
        await bob.Find("react").First.ClickAsync();
        await bob.Find("pin").ClickAsync();
        await Expect(ann.Find("reaction")).ToContainTextAsync("1");
        await Expect(ann.Find("pinned")).ToBeVisibleAsync();

        await ann.Find("reaction").ClickAsync();
        await Expect(bob.Find("reaction")).ToContainTextAsync("2");

        await ann.Messages.HoverAsync();
        await ann.Find("edit").ClickAsync();
        await ann.Find("editor").FillAsync("hello");
        await ann.Find("save-edit").ClickAsync();
        await Expect(bob.Find("message-body")).ToHaveTextAsync("hello");
        await Expect(bob.Find("edited")).ToBeVisibleAsync();
        await bob.ScreenshotAsync("changed");

        var cleo = await JoinAsync("Cleo");
        await Expect(cleo.Find("message-body")).ToHaveTextAsync("hello");
        await Expect(cleo.Find("reaction")).ToContainTextAsync("2");
        await Expect(cleo.Find("edited")).ToBeVisibleAsync();
        await Expect(cleo.Find("pinned")).ToBeVisibleAsync();
    }

    [BrowserFact]
    public async Task Delete_OwnMessage_NobodySeesItsTextAnyMore()
    {
        var ann = await JoinAsync("Ann");
        var bob = await JoinAsync("Bob");
        await ann.SendAsync("oops");
        await bob.ExpectMessageAsync("Ann", "oops");

        await ann.Messages.HoverAsync();
        await ann.Find("delete").ClickAsync();
        await ann.Find("confirm-delete").ClickAsync();

        await Expect(bob.Find("message-body")).ToHaveTextAsync("Message deleted");
        await Expect(ann.Find("message-body")).ToHaveTextAsync("Message deleted");
        await bob.Messages.HoverAsync();
        await Expect(bob.Find("message-tools")).ToHaveCountAsync(0);
    }
}
