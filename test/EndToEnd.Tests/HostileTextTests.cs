using OrleansChat.EndToEnd.Tests.Browsers;
using OrleansChat.EndToEnd.Tests.Gateways;
using OrleansChat.EndToEnd.Tests.Requirements;
using static Microsoft.Playwright.Assertions;

namespace OrleansChat.EndToEnd.Tests;

/// <summary>What people write is text, whatever it looks like.</summary>
public sealed class HostileTextTests(GatewayFixture gateway, BrowserFixture browsers) : BrowserTest(gateway, browsers)
{
    private static readonly string[] Texts =
    [
        "<script>window.ran=1;alert(1)</script>",
        "<img src=x onerror=\"window.ran=1;alert(1)\">",
        "<svg onload=\"window.ran=1;alert(1)\"></svg>",
        "<svg><script>window.ran=1;alert(1)</script></svg>",
        "<iframe srcdoc=\"<script>parent.ran=1</script>\"></iframe>",
        "<a href=\"javascript:window.ran=1\">click</a>",
        "javascript:window.ran=1",
        "\"><script>window.ran=1</script>",
        "'-window.ran=1-'",
        "{{constructor.constructor('window.ran=1')()}} ${window.ran=1}",
        "<body onload=window.ran=1><input autofocus onfocus=window.ran=1>",
        "<math><mi xlink:href=\"data:text/html,<script>parent.ran=1</script>\">x</mi></math>",
        "<style>@import 'http://127.0.0.1:1/x.css'; * { display: none }</style>",
        "&lt;script&gt;window.ran=1&lt;/script&gt; &#60;img src=x onerror=window.ran=1&#62;",
        "<details open ontoggle=window.ran=1><template><script>window.ran=1</script></template>",
        "</p></article><script src=//127.0.0.1:1/x.js></script><p>",
    ];

    [BrowserFact]
    public async Task Send_TextThatLooksLikeCode_IsShownAsTextAndNeverRuns()
    {
        // Two authors, because one alone may not send so many.
        var ann = await JoinAsync("Ann");
        var bob = await JoinAsync("Bob");
        for (var index = 0; index < Texts.Length; index++)
        {
            var author = index % 2 is 0 ? ann : bob;
            await author.SendAsync(Texts[index]);
            await Expect(ann.Messages).ToHaveCountAsync(index + 1);
            await Expect(bob.Messages).ToHaveCountAsync(index + 1);
        }

        foreach (var window in new[] { ann, bob, await JoinAsync("<b>Eve</b>") })
        {
            var bodies = window.Find("message-body");
            Assert.Equal(Texts, await bodies.EvaluateAllAsync<string[]>("bodies => bodies.map(body => body.textContent)"));
            Assert.Equal(0, await bodies.EvaluateAllAsync<int>("bodies => bodies.reduce((sum, body) => sum + body.childElementCount, 0)"));
            Assert.True(await window.Page.EvaluateAsync<bool>("() => !('ran' in window)"), $"Something ran in {window}.");
            Assert.Equal(1, await window.Page.Locator("script").CountAsync());
            Assert.Empty(window.Complaints);
        }

        await Expect(ann.SystemLines.Last).ToHaveTextAsync("<b>Eve</b> joined");
        await ann.ScreenshotAsync("hostile-text");
    }

    [BrowserFact]
    public async Task Open_Page_KeepsToItsPolicy()
    {
        var window = await (await UserAsync("Ann")).OpenAsync();
        var response = await window.Page.ReloadAsync();
        Assert.Contains("script-src 'self'", await response!.HeaderValueAsync("content-security-policy"), StringComparison.Ordinal);

        await window.JoinAsync("Ann", Room);
        await window.SendAsync("Hello");
        await window.ExpectOwnAsync("Hello");

        Assert.Empty(window.Complaints);
        var requests = await window.Page.EvaluateAsync<string[]>("() => performance.getEntriesByType('resource').map(entry => entry.name)");
        Assert.All(requests, request => Assert.StartsWith(Address.ToString(), request, StringComparison.Ordinal));
    }
}
