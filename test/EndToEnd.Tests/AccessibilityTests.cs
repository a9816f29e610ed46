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

    private static async Task ExpectNoViolationAsync(ChatWindow window)
    {
        // Evaluated by the browser's debugger and not as a script of the page, whose policy would rightly refuse it.
        await window.Page.EvaluateAsync(await File.ReadAllTextAsync(Requirement.AccessibilityChecker.Demand()));
        var violations = await window.Page.EvaluateAsync<string[]>(Violations);
        Assert.True(violations is [], string.Join('\n', violations));
    }
}
