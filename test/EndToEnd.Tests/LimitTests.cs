using OrleansChat.EndToEnd.Tests.Browsers;
using OrleansChat.EndToEnd.Tests.Gateways;
using OrleansChat.EndToEnd.Tests.Requirements;
using static Microsoft.Playwright.Assertions;

namespace OrleansChat.EndToEnd.Tests;

/// <summary>How the page speaks of the server's limits.</summary>
public sealed class LimitTests(GatewayFixture gateway, BrowserFixture browsers) : BrowserTest(gateway, browsers)
{
    [BrowserFact]
    public async Task Send_EleventhMessageInAMinute_SaysHowLongItWaitsAndThenSendsIt()
    {
        var ann = await JoinAsync("Ann");
        var bob = await JoinAsync("Bob");
        for (var number = 1; number <= 11; number++)
            await ann.SendAsync($"Message {number}");

        await Expect(ann.Message("Message 11")).ToHaveAttributeAsync("data-status", "waiting");
        await Expect(ann.Find("notice")).ToContainTextAsync("You can send again in");
        await Expect(bob.Messages).ToHaveCountAsync(10);
        await ann.ScreenshotAsync("rate-limit");

        await ann.ExpectOwnAsync("Message 11");
        await bob.ExpectMessageAsync("Ann", "Message 11");
        await Expect(bob.Messages).ToHaveCountAsync(11);
    }

    [BrowserFact]
    public async Task Write_MoreThanTheLimit_CountsAndDoesNotSend()
    {
        var ann = await JoinAsync("Ann");
        await ann.Composer.FillAsync(new string('x', 490));
        await Expect(ann.Find("counter")).ToHaveTextAsync("10 characters left");
        await ann.Composer.FillAsync(new string('x', 501));
        await Expect(ann.Find("counter")).ToHaveTextAsync("1 character too long");
        await Expect(ann.Find("send")).ToBeDisabledAsync();
        await ann.Composer.PressAsync("Enter");
        await Expect(ann.Messages).ToHaveCountAsync(0);

        // One family is one character, as the server counts too.
        var families = string.Concat(Enumerable.Repeat("👩‍👩‍👧", 500));
        await ann.Composer.FillAsync(families);
        await Expect(ann.Find("counter")).ToHaveTextAsync("0 characters left");
        await ann.Composer.FillAsync(families + "x");
        await Expect(ann.Find("send")).ToBeDisabledAsync();
    }
}
