using Microsoft.Playwright;
using OrleansChat.EndToEnd.Tests.Browsers;
using OrleansChat.EndToEnd.Tests.Gateways;
using OrleansChat.EndToEnd.Tests.Requirements;
using static Microsoft.Playwright.Assertions;

namespace OrleansChat.EndToEnd.Tests;

/// <summary>What those may do who moderate a room, and what the others see of it. Whoever joins first is the owner: Ann.</summary>
public sealed class ModerationTests(GatewayFixture gateway, BrowserFixture browsers) : BrowserTest(gateway, browsers)
{
    private const string Violations =
        """
        async () => {
          const { violations } = await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] });
          return violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.html} ${node.failureSummary}`));
        }
        """;

    [BrowserFact]
    public async Task Mute_Member_CannotWriteUntilTheMuteIsLifted()
    {
        var ann = await JoinAsync("Ann");
        var bob = await JoinAsync("Bob");
        foreach (var window in new[] { ann, bob })
        {
            await Expect(window.Member("Ann").GetByTestId("role")).ToHaveAttributeAsync("data-role", "owner");
            await Expect(window.Member("Bob").GetByTestId("role")).ToHaveCountAsync(0);
        }

        await Expect(bob.Find("member-menu-button")).ToHaveCountAsync(0);
        await Expect(bob.Find("room-menu-button")).ToHaveCountAsync(0);
        await bob.Composer.FillAsync("Half a sentence");

        await DecideAsync(ann, "Bob", "mute-10m", "Spam");

        foreach (var window in new[] { ann, bob })
            await Expect(window.SystemLines.Last).ToHaveTextAsync("Ann muted Bob for 10 minutes: Spam");
        await Expect(bob.Composer).ToBeDisabledAsync();
        await Expect(bob.Find("send")).ToBeDisabledAsync();
        await Expect(bob.Find("notice")).ToContainTextAsync("You are muted until");
        await bob.ScreenshotAsync("muted");
        await ann.SendAsync("I can write");
        await bob.ExpectMessageAsync("Ann", "I can write");

        // The answer of a join says it as well.
        await bob.Page.ReloadAsync();
        await bob.ExpectJoinedAsync();
        await Expect(bob.Composer).ToBeDisabledAsync();

        await DecideAsync(ann, "Bob", "unmute");
        await Expect(bob.Composer).ToBeEnabledAsync();
        await Expect(bob.Find("notice")).ToBeEmptyAsync();
        await bob.SendAsync("So can I");
        await ann.ExpectMessageAsync("Bob", "So can I");
        Assert.Empty(ann.Complaints);
        Assert.Empty(bob.Complaints);
    }

    [BrowserFact]
    public async Task Ban_Member_IsOutAndMayNotComeBackYet()
    {
        const string reason = "<img src=x onerror=window.ran=1>";
        var ann = await JoinAsync("Ann");
        var bob = await JoinAsync("Bob");
        await ann.ExpectMembersAsync(2);

        await DecideAsync(ann, "Bob", "ban-10m", reason);

        await Expect(bob.Find("removed")).ToHaveAttributeAsync("data-code", "BANNED");
        await Expect(bob.Find("removal-reason")).ToHaveTextAsync($"You were banned from this room: {reason}");
        await Expect(bob.Find("ban-end")).ToContainTextAsync("You can join again after");
        await Expect(bob.Find("join-again")).ToHaveCountAsync(0);
        await bob.ScreenshotAsync("banned");
        await ann.ExpectMembersAsync(1);
        await Expect(ann.SystemLines).ToHaveTextAsync(["Bob joined", $"Ann banned Bob for 10 minutes: {reason}"]);

        await bob.Page.ReloadAsync();
        await Expect(bob.Find("removed")).ToHaveAttributeAsync("data-code", "BANNED");
        await Expect(bob.Find("join-again")).ToHaveCountAsync(0);
        await bob.Find("to-start").ClickAsync();
        await Expect(bob.Find("join-form")).ToBeVisibleAsync();

        foreach (var window in new[] { ann, bob })
        {
            Assert.True(await window.Page.EvaluateAsync<bool>("() => !('ran' in window)"), $"Something ran in {window}.");
            Assert.Empty(window.Complaints);
        }
    }

    [BrowserFact]
    public async Task Remove_Member_MayComeBack()
    {
        var ann = await JoinAsync("Ann");
        var bob = await JoinAsync("Bob");
        await ann.ExpectMembersAsync(2);

        await DecideAsync(ann, "Bob", "kick");

        await Expect(bob.Find("removed")).ToHaveAttributeAsync("data-code", "NOT_A_MEMBER");
        await Expect(bob.Find("removal-reason")).ToHaveTextAsync("You were removed from this room.");
        await ann.ExpectMembersAsync(1);

        await bob.Find("join-again").ClickAsync();
        await bob.ExpectJoinedAsync();
        await ann.ExpectMembersAsync(2);
        await Expect(ann.SystemLines).ToHaveTextAsync(["Bob joined", "Ann removed Bob", "Bob joined"]);
        await bob.SendAsync("Here again");
        await ann.ExpectMessageAsync("Bob", "Here again");
    }

    [BrowserFact]
    public async Task Give_RoleOfAModerator_MayModerateThoseBelow()
    {
        var ann = await JoinAsync("Ann");
        var bob = await JoinAsync("Bob");
        var cleo = await JoinAsync("Cleo");
        await cleo.SendAsync("Buy my things");
        await ann.SendAsync("Please do not");
        await Expect(bob.Messages).ToHaveCountAsync(2);
        await bob.Message("Buy my things").HoverAsync();
        await Expect(bob.Find("delete")).ToHaveCountAsync(0);

        await DecideAsync(ann, "Bob", "make-moderator");

        foreach (var window in new[] { ann, bob, cleo })
        {
            await Expect(window.SystemLines.Last).ToHaveTextAsync("Ann made Bob a moderator");
            await Expect(window.Member("Bob").GetByTestId("role")).ToHaveAttributeAsync("data-role", "moderator");
        }

        await Expect(bob.Member("Ann").GetByTestId("member-menu-button")).ToHaveCountAsync(0);
        await OpenMenuAsync(bob, "Cleo");
        await Expect(bob.Find("mute-1h")).ToBeVisibleAsync();
        await Expect(bob.Find("make-moderator")).ToHaveCountAsync(0);
        await bob.Page.Keyboard.PressAsync("Escape");

        await bob.Message("Please do not").HoverAsync();
        await Expect(bob.Find("reply")).ToBeVisibleAsync();
        await Expect(bob.Find("delete")).ToHaveCountAsync(0);
        await bob.Message("Buy my things").HoverAsync();
        await bob.Find("delete").ClickAsync();
        await bob.Find("confirm-delete").ClickAsync();
        await Expect(cleo.Find("message-body").First).ToHaveTextAsync("Message deleted");

        await DecideAsync(ann, "Bob", "make-member");
        await Expect(bob.Find("member-menu-button")).ToHaveCountAsync(0);
        await Expect(bob.Find("room-menu-button")).ToHaveCountAsync(0);
    }

    [BrowserFact]
    public async Task Freeze_Room_OnlyThoseWhoModerateItWrite()
    {
        var ann = await JoinAsync("Ann");
        var bob = await JoinAsync("Bob");

        await DecideOfRoomAsync(ann, "freeze");

        await Expect(bob.SystemLines.Last).ToHaveTextAsync("Ann froze the room");
        await Expect(bob.Composer).ToBeDisabledAsync();
        await Expect(bob.Find("notice")).ToHaveTextAsync("The room is frozen; only moderators can write.");
        await Expect(ann.Find("room-hint")).ToHaveTextAsync("The room is frozen; only moderators can write.");
        await ann.SendAsync("Listen to me");
        await bob.ExpectMessageAsync("Ann", "Listen to me");
        var cleo = await JoinAsync("Cleo");
        await Expect(cleo.Composer).ToBeDisabledAsync();

        await DecideOfRoomAsync(ann, "unfreeze");

        foreach (var window in new[] { bob, cleo })
        {
            await Expect(window.SystemLines.Last).ToHaveTextAsync("Ann unfroze the room");
            await Expect(window.Composer).ToBeEnabledAsync();
        }
    }

    [BrowserFact]
    public async Task SlowMode_SecondMessage_WaitsAndIsSentByItself()
    {
        var ann = await JoinAsync("Ann");
        var bob = await JoinAsync("Bob");

        await DecideOfRoomAsync(ann, "slow-5");

        await Expect(bob.SystemLines.Last).ToHaveTextAsync("Ann turned slow mode on, one message every 5 seconds");
        await Expect(bob.Find("room-hint")).ToHaveTextAsync("Slow mode: you can send one message every 5 seconds.");
        await bob.SendAsync("One");
        await bob.SendAsync("Two");
        await Expect(bob.Message("Two")).ToHaveAttributeAsync("data-status", "waiting");
        await Expect(bob.Find("notice")).ToContainTextAsync("You can send again in");
        await bob.ExpectOwnAsync("Two");
        await ann.ExpectMessageAsync("Bob", "Two");

        // It does not bind who moderates, and nobody waits for a rule that is over.
        await DecideOfRoomAsync(ann, "slow-60");
        await Expect(bob.Find("room-hint")).ToContainTextAsync("every minute");
        await bob.SendAsync("Three");
        await Expect(bob.Message("Three")).ToHaveAttributeAsync("data-status", "waiting");
        await ann.SendAsync("Four");
        await ann.SendAsync("Five");
        await ann.ExpectOwnAsync("Five");
        await DecideOfRoomAsync(ann, "slow-0");
        await bob.ExpectOwnAsync("Three");
        await Expect(bob.Find("room-hint")).ToHaveCountAsync(0);
    }

    [BrowserFact]
    public async Task Menu_WithTheKeyboardAlone_OpensDecidesAndGivesTheFocusBack()
    {
        var ann = await JoinAsync("Ann");
        await JoinAsync("Bob");
        var button = ann.Page.GetByRole(AriaRole.Button, new() { Name = "Moderate Bob" });
        await button.FocusAsync();
        await ann.Page.Keyboard.PressAsync("Enter");
        await Expect(ann.Page.GetByRole(AriaRole.Dialog, new() { Name = "Bob" })).ToBeVisibleAsync();
        await Expect(button).ToHaveAttributeAsync("aria-expanded", "true");
        await ann.Page.Keyboard.PressAsync("Escape");
        await Expect(ann.Find("member-menu")).ToHaveCountAsync(0);
        await Expect(button).ToBeFocusedAsync();

        await ann.Page.Keyboard.PressAsync("Enter");
        await ann.Page.GetByLabel("Reason, which everybody sees").FocusAsync();
        await ann.Page.Keyboard.TypeAsync("Too loud");
        await ann.Page.Keyboard.PressAsync("Tab");
        await Expect(ann.Page.GetByRole(AriaRole.Button, new() { Name = "Mute for 10 minutes" })).ToBeFocusedAsync();
        await ann.Page.Keyboard.PressAsync("Enter");

        await Expect(ann.SystemLines.Last).ToHaveTextAsync("Ann muted Bob for 10 minutes: Too loud");
        await Expect(button).ToBeFocusedAsync();
    }

    [BrowserFact]
    public async Task Show_NamesThatLookLikeCode_AreText()
    {
        const string name = "<img src=x onerror=window.ran=1>";
        var ann = await JoinAsync("<b>Ann</b>");
        var eve = await JoinAsync(name);

        await DecideAsync(ann, name, "mute-room", "<script>window.ran=1</script>");

        foreach (var window in new[] { ann, eve })
        {
            await Expect(window.SystemLines.Last).ToHaveTextAsync($"<b>Ann</b> muted {name} for as long as the room lasts: <script>window.ran=1</script>");
            var tags = await window.SystemLines.Last.EvaluateAsync<string[]>("line => [...line.querySelectorAll('*')].map(element => element.tagName)");
            Assert.Equal(["BDI", "BDI", "BDI"], tags);
            Assert.True(await window.Page.EvaluateAsync<bool>("() => !('ran' in window)"), $"Something ran in {window}.");
            Assert.Empty(window.Complaints);
        }
    }

    [BrowserFact]
    public async Task Show_OnAPhone_FitsTheScreen()
    {
        var ann = await JoinAsync("Ann", new() { ViewportSize = new() { Width = 360, Height = 740 }, HasTouch = true });
        await JoinAsync(new string('W', 64));
        await Expect(ann.Find("member-menu-button")).ToHaveCountAsync(1);

        await ann.Find("room-menu-button").TapAsync();
        await ExpectOnScreenAsync(ann, "room-menu");
        await ann.ScreenshotAsync("phone-room-menu");
        await ann.Page.Keyboard.PressAsync("Escape");
        await ann.Find("members-toggle").TapAsync();
        await ann.Find("member-menu-button").TapAsync();
        await ExpectOnScreenAsync(ann, "member-menu");
        await ann.ScreenshotAsync("phone-member-menu");
    }

    [BrowserFact]
    public Task Check_LightColors_FindsNothing() => CheckAsync(ColorScheme.Light);

    [BrowserFact]
    public Task Check_DarkColors_FindsNothing() => CheckAsync(ColorScheme.Dark);

    private async Task CheckAsync(ColorScheme colors)
    {
        var options = new BrowserNewContextOptions { ViewportSize = new() { Width = 960, Height = 720 }, ColorScheme = colors };
        var ann = await JoinAsync("Ann", options);
        var bob = await JoinAsync("Bob", options);
        await JoinAsync("Cleo");
        await DecideAsync(ann, "Cleo", "make-moderator");
        await DecideOfRoomAsync(ann, "slow-30");
        await Expect(bob.Find("room-hint")).ToBeVisibleAsync();
        await ExpectNoViolationAsync(bob);
        await ann.Find("room-menu-button").ClickAsync();
        await Expect(ann.Find("slow-30")).ToHaveAttributeAsync("aria-pressed", "true");
        await ann.ScreenshotAsync($"room-menu-{colors}".ToLowerInvariant());
        await ExpectNoViolationAsync(ann);
        await ann.Page.Keyboard.PressAsync("Escape");

        await DecideAsync(ann, "Bob", "mute-1h");
        await Expect(bob.Composer).ToBeDisabledAsync();
        await ExpectNoViolationAsync(bob);
        await OpenMenuAsync(ann, "Bob");
        await ann.ScreenshotAsync($"member-menu-{colors}".ToLowerInvariant());
        await ExpectNoViolationAsync(ann);
        await ann.Find("ban-room").ClickAsync();
        await Expect(bob.Find("ban-end")).ToBeVisibleAsync();
        await ExpectNoViolationAsync(bob);
    }

    private static async Task OpenMenuAsync(ChatWindow window, string name)
    {
        await window.Member(name).GetByTestId("member-menu-button").ClickAsync();
        await Expect(window.Find("member-menu")).ToBeVisibleAsync();
    }

    /// <summary>Decides something about a member, and waits until the room has taken it.</summary>
    private static async Task DecideAsync(ChatWindow window, string name, string decision, string reason = "")
    {
        await OpenMenuAsync(window, name);
        await window.Find("reason").FillAsync(reason);
        await window.Find(decision).ClickAsync();
        await Expect(window.Find("member-menu")).ToHaveCountAsync(0);
    }

    /// <summary>Decides something about the room, and waits until the room has taken it.</summary>
    private static async Task DecideOfRoomAsync(ChatWindow window, string decision)
    {
        await window.Find("room-menu-button").ClickAsync();
        await window.Find(decision).ClickAsync();
        await Expect(window.Find("room-menu")).ToHaveCountAsync(0);
    }

    private static async Task ExpectOnScreenAsync(ChatWindow window, string testId)
    {
        await Expect(window.Find(testId)).ToBeVisibleAsync();
        var box = await window.Find(testId).BoundingBoxAsync();
        Assert.InRange(box!.X, 0, 360 - box.Width);
        Assert.InRange(box.Y, 0, 740 - box.Height);
        Assert.True(await window.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), "The page is wider than the phone.");
    }

    private static async Task ExpectNoViolationAsync(ChatWindow window)
    {
        // Evaluated by the browser's debugger and not as a script of the page, whose policy would rightly refuse it.
        await window.Page.EvaluateAsync(await File.ReadAllTextAsync(Requirement.AccessibilityChecker.Demand()));
        var violations = await window.Page.EvaluateAsync<string[]>(Violations);
        Assert.True(violations is [], string.Join('\n', violations));
    }
}
