using Microsoft.Playwright;
using OrleansChat.EndToEnd.Tests.Browsers;
using OrleansChat.EndToEnd.Tests.Gateways;
using OrleansChat.EndToEnd.Tests.Requirements;
using static Microsoft.Playwright.Assertions;

namespace OrleansChat.EndToEnd.Tests;

/// <summary>The page on a phone, in the dark, and for who uses no mouse.</summary>
public sealed class LayoutTests(GatewayFixture gateway, BrowserFixture browsers) : BrowserTest(gateway, browsers)
{
    private static readonly BrowserNewContextOptions Phone = new()
    {
        ViewportSize = new() { Width = 360, Height = 740 },
        DeviceScaleFactor = 2,
        HasTouch = true,
        ColorScheme = ColorScheme.Dark,
    };

    [BrowserFact]
    public async Task Show_OnAPhone_FitsAndHidesTheMembersBehindAButton()
    {
        var ann = await JoinAsync("Ann", Phone);
        var bob = await JoinAsync("Bob");
        await bob.SendAsync($"A long word: {new string('w', 200)}");
        await bob.SendAsync("And a few short ones.");
        await Expect(ann.Messages).ToHaveCountAsync(2);

        Assert.True(await ann.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), "The page is wider than the phone.");
        await Expect(ann.Find("members")).ToBeHiddenAsync();
        await ann.ScreenshotAsync("phone-dark");
        await ann.Find("members-toggle").TapAsync();
        await ann.ExpectMembersAsync(2);
        await Expect(ann.Members.First).ToBeVisibleAsync();
        await ann.Page.Keyboard.PressAsync("Escape");
        await Expect(ann.Find("members")).ToBeHiddenAsync();
    }

    [BrowserFact]
    public async Task Use_WithTheKeyboardAlone_JoinsAndSends()
    {
        var window = await (await UserAsync("Ann")).OpenAsync();
        await Expect(window.Find("name")).ToBeFocusedAsync();
        await window.Page.Keyboard.TypeAsync("Ann");
        await window.Page.Keyboard.PressAsync("Tab");
        await window.Page.Keyboard.PressAsync("Tab");
        await Expect(window.Find("room")).ToBeFocusedAsync();
        await window.Page.Keyboard.TypeAsync(Room);
        await window.Page.Keyboard.PressAsync("Enter");

        await window.ExpectJoinedAsync();
        await Expect(window.Composer).ToBeFocusedAsync();
        await window.Page.Keyboard.TypeAsync("No mouse here");
        await window.Page.Keyboard.PressAsync("Enter");
        await window.ExpectOwnAsync("No mouse here");
        await Expect(window.Composer).ToBeFocusedAsync();
    }

    [BrowserFact]
    public async Task Read_WithAScreenReader_FindsNamesAndTheLog()
    {
        var window = await (await UserAsync("Ann")).OpenAsync();
        await Expect(window.Page.GetByLabel("Your name")).ToBeVisibleAsync();
        await Expect(window.Page.GetByLabel("Room code")).ToBeVisibleAsync();
        await window.JoinAsync("Ann", Room);

        await Expect(window.Page.GetByRole(AriaRole.Log, new() { Name = "Messages" })).ToHaveAttributeAsync("aria-live", "polite");
        await Expect(window.Page.GetByRole(AriaRole.Textbox, new() { Name = "Message" })).ToBeVisibleAsync();
        await Expect(window.Page.GetByRole(AriaRole.Button, new() { Name = "Leave the room" })).ToBeVisibleAsync();
        await Expect(window.Page.GetByRole(AriaRole.Complementary, new() { Name = "Who is here" })).ToBeVisibleAsync();
        await Expect(window.Page.GetByRole(AriaRole.Heading, new() { Name = Room })).ToBeVisibleAsync();
    }
}
