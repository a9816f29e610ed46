using Microsoft.Playwright;
using OrleansChat.EndToEnd.Tests.Browsers;
using OrleansChat.EndToEnd.Tests.Gateways;
using OrleansChat.EndToEnd.Tests.Requirements;
using static Microsoft.Playwright.Assertions;

namespace OrleansChat.EndToEnd.Tests;

/// <summary>What a machine can say about accessibility: the rules of WCAG 2.2 A and AA that axe-core checks, contrast among them.</summary>
public sealed class AccessibilityTests(GatewayFixture gateway, BrowserFixture browsers) : BrowserTest(gateway, browsers)
{
    private const string Violations =
        """
        async () => {
          const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
          const { violations } = await axe.run(document, { runOnly: tags });
          return violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.html} ${node.failureSummary}`));
        }
        """;

    [BrowserFact]
    public Task Check_LightColors_FindsNothing() => CheckAsync(ColorScheme.Light);

    [BrowserFact]
    public Task Check_DarkColors_FindsNothing() => CheckAsync(ColorScheme.Dark);

    [BrowserFact]
    public Task Check_RepliesAndMentionsInLightColors_FindsNothing() => CheckRepliesAsync(ColorScheme.Light);

    [BrowserFact]
    public Task Check_RepliesAndMentionsInDarkColors_FindsNothing() => CheckRepliesAsync(ColorScheme.Dark);

    [BrowserFact]
    public Task Check_PresenceInLightColors_FindsNothing() => CheckPresenceAsync(ColorScheme.Light);

    [BrowserFact]
    public Task Check_PresenceInDarkColors_FindsNothing() => CheckPresenceAsync(ColorScheme.Dark);

    private async Task CheckPresenceAsync(ColorScheme colors)
    {
        var ann = await JoinAsync("Ann", new() { ViewportSize = new() { Width = 960, Height = 720 }, ColorScheme = colors });
        var bob = await JoinAsync("Bob");
        var cleo = await JoinAsync("Cleo");
        await JoinAsync("Dan");
        await bob.ChoosePresenceAsync("busy", "In a class, back at three, and then off to the station to fetch the others");
        await cleo.ChoosePresenceAsync("invisible");
        await ann.ChoosePresenceAsync("online", "Here");
        await Expect(ann.Find("presence-text")).ToHaveCountAsync(2);
        await Expect(ann.Find("last-seen")).ToHaveCountAsync(1);
        await ann.ExpectPresenceAsync("Dan", "Dan, online");
        await ann.ScreenshotAsync($"presence-{colors}".ToLowerInvariant());
        await ExpectNoViolationAsync(ann);

        await ann.OwnPresence.ClickAsync();
        await Expect(ann.Find("presence-menu")).ToBeVisibleAsync();
        await ann.ScreenshotAsync($"presence-menu-{colors}".ToLowerInvariant());
        await ExpectNoViolationAsync(ann);
    }

    private async Task CheckRepliesAsync(ColorScheme colors)
    {
        var ann = await JoinAsync("Ann", new() { ViewportSize = new() { Width = 960, Height = 720 }, ColorScheme = colors });
        var bob = await JoinAsync("Bob");
        await ann.SendAsync("Tea or coffee?");
        await bob.ExpectMessageAsync("Ann", "Tea or coffee?");
        await ReplyAsync(bob, "@a", "tea");
        await Expect(ann.Find("mentions-me")).ToHaveCountAsync(1);
        await ReplyAsync(ann, "@b", "with milk?");
        await Expect(ann.Find("quote")).ToHaveCountAsync(2);

        // What the answers to a deleted message look like, the bar, and the list of members.
        await ann.SendAsync("Never mind");
        await bob.ExpectMessageAsync("Ann", "Never mind");
        await ReplyAsync(bob, "@a", "what?");
        await Expect(ann.Find("quote")).ToHaveCountAsync(3);
        await ann.Message("Never mind").HoverAsync();
        await ann.Find("delete").ClickAsync();
        await ann.Find("confirm-delete").ClickAsync();
        await Expect(ann.Find("quote-text").Last).ToHaveTextAsync("Message deleted");
        await ann.Messages.Last.FocusAsync();
        await ann.Page.Keyboard.PressAsync("r");
        await ExpectNoViolationAsync(ann);
        await ann.Composer.PressSequentiallyAsync("@");
        await Expect(ann.Find("mention-list")).ToBeVisibleAsync();
        await ann.ScreenshotAsync($"replies-{colors}".ToLowerInvariant());
        // HTML has no combobox of several lines; a field that did not say that it has a list just now would be worse.
        await ExpectNoViolationAsync(ann, except: "aria-allowed-role: <textarea ");
    }

    /// <summary>Answers the newest message and names somebody in it.</summary>
    private static async Task ReplyAsync(ChatWindow window, string name, string text)
    {
        var messages = await window.Messages.CountAsync();
        await window.Messages.Last.FocusAsync();
        await window.Page.Keyboard.PressAsync("r");
        await window.Composer.PressSequentiallyAsync(name);
        await window.Composer.PressAsync("Enter");
        await window.Composer.PressSequentiallyAsync(text);
        await window.Composer.PressAsync("Enter");
        await Expect(window.Messages).ToHaveCountAsync(messages + 1);
        await Expect(window.Messages.Last).ToHaveAttributeAsync("data-status", "delivered");
    }

    private async Task CheckAsync(ColorScheme colors)
    {
        var user = await UserAsync("Ann", new() { ViewportSize = new() { Width = 960, Height = 720 }, ColorScheme = colors });
        var ann = await user.OpenAsync();
        await ann.Find("join").ClickAsync();
        await Expect(ann.Find("join-error")).Not.ToBeEmptyAsync();
        await ExpectNoViolationAsync(ann);

        // Everything that can be on the page at once: both kinds of messages, a failed one, typing, notices, the counter.
        await ann.JoinAsync("Ann", Room);
        var bob = await JoinAsync("Bob");
        await bob.SendAsync("Hello Ann");
        await ann.ExpectMessageAsync("Bob", "Hello Ann");
        // The page takes a zero-width space for text; the server does not.
        await ann.SendAsync("\u200b");
        await Expect(ann.Find("failure")).ToBeVisibleAsync();
        for (var number = 1; number <= 11; number++)
            await ann.SendAsync($"Message {number}");
        await Expect(ann.Find("notice")).Not.ToBeEmptyAsync();
        await ann.Composer.FillAsync(new string('x', 501));
        await Expect(ann.Find("counter")).Not.ToBeEmptyAsync();
        await ann.ScreenshotAsync($"everything-{colors}".ToLowerInvariant());
        await ExpectNoViolationAsync(ann);
    }

    private static async Task ExpectNoViolationAsync(ChatWindow window, string? except = null)
    {
        // Evaluated by the browser's debugger and not as a script of the page, whose policy would rightly refuse it.
        await window.Page.EvaluateAsync(await File.ReadAllTextAsync(Requirement.AccessibilityChecker.Demand()));
        var violations = await window.Page.EvaluateAsync<string[]>(Violations);
        var counted = violations.Where(violation => except is null || !violation.StartsWith(except, StringComparison.Ordinal)).ToArray();
        Assert.True(counted is [], string.Join('\n', counted));
    }
}
