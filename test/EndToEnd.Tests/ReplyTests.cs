using System.Text.RegularExpressions;
using Microsoft.Playwright;
using OrleansChat.EndToEnd.Tests.Browsers;
using OrleansChat.EndToEnd.Tests.Gateways;
using OrleansChat.EndToEnd.Tests.Requirements;
using static Microsoft.Playwright.Assertions;

namespace OrleansChat.EndToEnd.Tests;

/// <summary>Answers with a quote, and people who are named in a message.</summary>
public sealed partial class ReplyTests(GatewayFixture gateway, BrowserFixture browsers) : BrowserTest(gateway, browsers)
{
    [BrowserFact]
    public async Task Reply_WithTheToolbar_BothSeeTheQuoteAndGetToTheMessage()
    {
        var ann = await JoinAsync("Ann");
        var bob = await JoinAsync("Bob");
        await ann.SendAsync("Tea or coffee?");
        await bob.ExpectMessageAsync("Ann", "Tea or coffee?");
        await ann.SendAsync(string.Join('\n', Enumerable.Range(1, 60)));
        await Expect(bob.Messages).ToHaveCountAsync(2);

        var question = bob.Message("Tea or coffee?");
        await question.HoverAsync();
        await question.GetByTestId("reply").ClickAsync();
        await Expect(bob.Find("reply-bar")).ToHaveTextAsync("Replying to Ann: Tea or coffee?");
        await Expect(bob.Composer).ToBeFocusedAsync();
        await bob.SendAsync("Tea, please");
        await bob.ExpectOwnAsync("Tea, please");
        await Expect(bob.Find("reply-bar")).ToHaveCountAsync(0);

        foreach (var window in new[] { ann, bob })
        {
            await Expect(window.Find("quote-author")).ToHaveTextAsync("Ann");
            await Expect(window.Find("quote-text")).ToHaveTextAsync("Tea or coffee?");
            await Expect(window.Message("Tea or coffee?")).Not.ToBeInViewportAsync();
            await window.Find("quote").ClickAsync();
            await Expect(window.Message("Tea or coffee?")).ToBeInViewportAsync();
            await Expect(window.Message("Tea or coffee?")).ToHaveClassAsync(Found());
            await Expect(window.Message("Tea or coffee?")).ToBeFocusedAsync();
            await Expect(window.Message("Tea or coffee?")).Not.ToHaveClassAsync(Found());
        }

        var cleo = await JoinAsync("Cleo");
        await Expect(cleo.Find("quote-text")).ToHaveTextAsync("Tea or coffee?");
    }

    [BrowserFact]
    public async Task Reply_WithTheKeyboard_CanBeCancelled()
    {
        var ann = await JoinAsync("Ann");
        await ann.SendAsync("Hello?");
        await ann.ExpectOwnAsync("Hello?");

        await ann.Messages.FocusAsync();
        await ann.Page.Keyboard.PressAsync("r");
        await Expect(ann.Find("reply-bar")).ToContainTextAsync("Hello?");
        await Expect(ann.Composer).ToBeFocusedAsync();
        await ann.Page.Keyboard.PressAsync("Escape");
        await Expect(ann.Find("reply-bar")).ToHaveCountAsync(0);
        await Expect(ann.Composer).ToBeFocusedAsync();

        await ann.Messages.FocusAsync();
        await ann.Page.Keyboard.PressAsync("Shift+R");
        await ann.Find("cancel-reply").ClickAsync();
        await Expect(ann.Composer).ToBeFocusedAsync();
        await ann.Page.Keyboard.TypeAsync("Nobody here");
        await ann.Page.Keyboard.PressAsync("Enter");
        await ann.ExpectOwnAsync("Nobody here");
        await Expect(ann.Find("quote")).ToHaveCountAsync(0);
    }

    [BrowserFact]
    public async Task Delete_QuotedMessage_NobodySeesItsTextInTheQuote()
    {
        var ann = await JoinAsync("Ann");
        var bob = await JoinAsync("Bob");
        await ann.SendAsync("A secret");
        await bob.ExpectMessageAsync("Ann", "A secret");
        await ReplyAsync(bob, "A secret", "Oh!");
        await Expect(ann.Find("quote-text")).ToHaveTextAsync("A secret");

        // Somebody is about to answer it as well: he is told, and keeps what he wrote.
        await bob.Message("A secret").FocusAsync();
        await bob.Page.Keyboard.PressAsync("r");
        await ann.Message("A secret").HoverAsync();
        await ann.Find("delete").ClickAsync();
        await ann.Find("confirm-delete").ClickAsync();

        foreach (var window in new[] { ann, bob, await JoinAsync("Cleo") })
            await Expect(window.Find("quote-text")).ToHaveTextAsync("Message deleted");
        await Expect(bob.Find("reply-bar")).ToHaveTextAsync("Replying to Ann: Message deleted");
        await bob.SendAsync("Really?");
        await Expect(bob.Find("failure")).ToHaveAttributeAsync("data-code", "TARGET_GONE");
        await bob.Find("send-without-quote").ClickAsync();
        await bob.ExpectOwnAsync("Really?");
        await ann.ExpectMessageAsync("Bob", "Really?");
        await Expect(ann.Message("Really?").GetByTestId("quote")).ToHaveCountAsync(0);
    }

    [BrowserFact]
    public async Task Mention_ChosenWithTheKeyboard_IsHighlightedAndMarkedForWhoIsMeant()
    {
        var ann = await JoinAsync("Ann");
        var bob = await JoinAsync("Bob Lee");
        var bobby = await JoinAsync("Bobby");
        await ann.ExpectMembersAsync(3);

        await ann.Composer.PressSequentiallyAsync("Where is @");
        var names = ann.Find("mention-name");
        await Expect(names).ToHaveTextAsync(["Bob Lee", "Bobby"]);
        await Expect(ann.Composer).ToHaveAttributeAsync("aria-expanded", "true");
        await Expect(ann.Composer).ToHaveAttributeAsync("aria-controls", (await ann.Find("mention-list").GetAttributeAsync("id"))!);
        await ExpectActiveAsync(ann, 0);
        await ann.Page.Keyboard.PressAsync("ArrowDown");
        await ExpectActiveAsync(ann, 1);
        await ann.Page.Keyboard.PressAsync("ArrowUp");
        await ann.Page.Keyboard.TypeAsync("bOB ");
        await Expect(names).ToHaveTextAsync(["Bob Lee"]);
        await ann.Page.Keyboard.PressAsync("Enter");
        await Expect(ann.Composer).ToHaveValueAsync("Where is @Bob Lee ");
        await Expect(ann.Find("mention-list")).ToHaveCountAsync(0);
        await Expect(ann.Composer).Not.ToHaveAttributeAsync("aria-expanded", "true");
        await ann.Page.Keyboard.TypeAsync("today?");
        await ann.Page.Keyboard.PressAsync("Enter");

        foreach (var window in new[] { ann, bob, bobby })
            await Expect(window.Find("mention")).ToHaveTextAsync("@Bob Lee");
        await Expect(bob.Find("mentions-me")).ToHaveTextAsync("Mentions you.");
        await Expect(ann.Find("mentions-me")).ToHaveCountAsync(0);
        await Expect(bobby.Find("mentions-me")).ToHaveCountAsync(0);
        Assert.Empty(ann.Complaints);
        await bob.ScreenshotAsync("mentioned");
    }

    [BrowserFact]
    public async Task Mention_EscapeMouseAndEditedAway_NamesWhoIsLeft()
    {
        var ann = await JoinAsync("Ann");
        var bob = await JoinAsync("Bob");
        await ann.ExpectMembersAsync(2);

        await ann.Composer.PressSequentiallyAsync("@b");
        await ann.Page.Keyboard.PressAsync("Escape");
        await Expect(ann.Find("mention-list")).ToHaveCountAsync(0);
        await ann.Page.Keyboard.PressAsync("Enter");
        await bob.ExpectMessageAsync("Ann", "@b");

        await ann.Composer.PressSequentiallyAsync("@b");
        await ann.Find("mention-option").ClickAsync();
        await Expect(ann.Composer).ToHaveValueAsync("@Bob ");
        await Expect(ann.Composer).ToBeFocusedAsync();
        await ann.Composer.FillAsync("Bob, are you there?");
        await ann.Page.Keyboard.PressAsync("Enter");
        await bob.ExpectMessageAsync("Ann", "Bob, are you there?");
        await Expect(bob.Find("mentions-me")).ToHaveCountAsync(0);
        Assert.Empty(ann.Complaints);
    }

    [BrowserFact]
    public async Task Show_NamesAndQuotesThatLookLikeCode_AreText()
    {
        var ann = await JoinAsync("Ann");
        var eve = await JoinAsync("<img src=x onerror=window.ran=1>");
        await eve.SendAsync("<script>window.ran=1</script>");
        await Expect(ann.Messages).ToHaveCountAsync(1);
        await ann.Messages.FocusAsync();
        await ann.Page.Keyboard.PressAsync("r");
        await ann.Composer.PressSequentiallyAsync("@");
        await ann.Page.Keyboard.PressAsync("Tab");
        await ann.Page.Keyboard.TypeAsync("hi");
        await ann.Page.Keyboard.PressAsync("Enter");

        foreach (var window in new[] { ann, eve })
        {
            await Expect(window.Find("quote-text")).ToHaveTextAsync("<script>window.ran=1</script>");
            await Expect(window.Find("mention")).ToHaveTextAsync("@<img src=x onerror=window.ran=1>");
            Assert.True(await window.Page.EvaluateAsync<bool>("() => !('ran' in window)"), $"Something ran in {window}.");
            Assert.Empty(window.Complaints);
        }
    }

    [BrowserFact]
    public async Task Show_OnAPhone_Fits()
    {
        var ann = await JoinAsync("Ann", new() { ViewportSize = new() { Width = 360, Height = 740 }, HasTouch = true, ColorScheme = ColorScheme.Dark });
        var bob = await JoinAsync(new string('W', 60));
        await bob.SendAsync($"A long word: {new string('w', 200)}");
        await Expect(ann.Messages).ToHaveCountAsync(1);
        await ann.Messages.TapAsync();
        await ann.Find("reply").TapAsync();
        await ExpectFitsAsync(ann);
        await ann.Composer.PressSequentiallyAsync("@");
        await ExpectFitsAsync(ann);
        await ann.ScreenshotAsync("phone-reply");
        await ann.Find("mention-option").TapAsync();
        await ann.Composer.PressAsync("Enter");

        await Expect(ann.Find("quote")).ToBeVisibleAsync();
        await ann.Messages.Last.TapAsync();
        await ann.Messages.Last.GetByTestId("delete").TapAsync();
        var box = await ann.Find("message-tools").BoundingBoxAsync();
        Assert.InRange(box!.X, 0, 360 - box.Width);
        await ExpectFitsAsync(ann);
        await ann.ScreenshotAsync("phone-quote");
    }

    private static async Task ReplyAsync(ChatWindow window, string message, string text)
    {
        await window.Message(message).FocusAsync();
        await window.Page.Keyboard.PressAsync("r");
        await Expect(window.Composer).ToBeFocusedAsync();
        await window.SendAsync(text);
        await window.ExpectOwnAsync(text);
    }

    private static async Task ExpectActiveAsync(ChatWindow window, int index)
    {
        var option = window.Find("mention-option").Nth(index);
        await Expect(option).ToHaveAttributeAsync("aria-selected", "true");
        await Expect(window.Composer).ToHaveAttributeAsync("aria-activedescendant", (await option.GetAttributeAsync("id"))!);
    }

    private static async Task ExpectFitsAsync(ChatWindow window) =>
        Assert.True(await window.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), "The page is wider than the phone.");

    [GeneratedRegex(@"\bfound\b")]
    private static partial Regex Found();
}
