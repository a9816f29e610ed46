using Microsoft.Playwright;
using OrleansChat.EndToEnd.Tests.Browsers;
using OrleansChat.EndToEnd.Tests.Gateways;
using OrleansChat.EndToEnd.Tests.Requirements;
using static Microsoft.Playwright.Assertions;

namespace OrleansChat.EndToEnd.Tests;

/// <summary>
/// The picture of the README, taken from the running page: a conversation in a light and a dark window side by side. It always goes to
/// <c>artifacts/screenshots</c>, and to <c>docs/images/chat.png</c> where the variable <c>ORLEANSCHAT_WRITE_PICTURES</c> is 1.
/// </summary>
public sealed class PictureTests(GatewayFixture gateway, BrowserFixture browsers) : BrowserTest(gateway, browsers)
{
    private const string Picture = "chat.png";

    private readonly BrowserFixture _browsers = browsers;

    [BrowserFact]
    public async Task Screenshot_LivelyConversation_MakesThePicture()
    {
        var room = $"TEA-{Room[^4..]}";
        var ann = await (await UserAsync("Ann", Window(ColorScheme.Light))).JoinAsync(room);
        var ben = await (await UserAsync("Ben", Window(ColorScheme.Dark))).JoinAsync(room);

        await SayAsync(ann, ben, "Ann", "Morning! Can you see this?");
        await SayAsync(ben, ann, "Ben", "At once. I have not even blinked.");
        var cleo = await (await UserAsync("Cleo")).JoinAsync(room);
        await SayAsync(cleo, ann, "Cleo", "Hi both 👋 I joined late, and the whole conversation is here.");
        await SayAsync(ann, ben, "Ann", "Every room is one grain, so we all see one order:");
        await SayAsync(ann, ben, "Ann", "1. message\n2. message\n3. tea");
        await SayAsync(ben, ann, "Ben", "And <script>alert('hi')</script> is just text.");
        await SayAsync(cleo, ann, "Cleo", "Good. I will put the kettle on 🍵");
        await ben.ExpectMessageAsync("Cleo", "Good. I will put the kettle on 🍵");

        // Somebody types for as long as the pictures take; a newcomer, because who has just written may not say so again at once.
        var dan = await (await UserAsync("Dan")).JoinAsync(room);
        var typing = dan.Composer.PressSequentiallyAsync("Milk for me, please!", new() { Delay = 150 });
        await Expect(ann.Typing).ToHaveTextAsync("Dan is typing…");
        await Expect(ben.Typing).ToHaveTextAsync("Dan is typing…");
        var left = await TakeAsync(ann);
        var right = await TakeAsync(ben);
        await typing;

        Directory.CreateDirectory(BuildPaths.Screenshots);
        var file = Path.Combine(BuildPaths.Screenshots, Picture);
        await ComposeAsync(left, right, file);
        if (Environment.GetEnvironmentVariable("ORLEANSCHAT_WRITE_PICTURES") is "1")
        {
            Directory.CreateDirectory(BuildPaths.Pictures);
            File.Copy(file, Path.Combine(BuildPaths.Pictures, Picture), overwrite: true);
        }
    }

    private static BrowserNewContextOptions Window(ColorScheme colors) => new()
    {
        ViewportSize = new() { Width = 760, Height = 700 },
        DeviceScaleFactor = 1.5f,
        ColorScheme = colors,
        Locale = "en-GB",
    };

    private static async Task SayAsync(ChatWindow from, ChatWindow to, string author, string text)
    {
        await from.SendAsync(text);
        await to.ExpectMessageAsync(author, text);
        await from.ExpectOwnAsync(text);
    }

    private static async Task<string> TakeAsync(ChatWindow window) =>
        Convert.ToBase64String(await window.Page.ScreenshotAsync(new() { Animations = ScreenshotAnimations.Disabled, Caret = ScreenshotCaret.Hide }));

    private async Task ComposeAsync(string left, string right, string file)
    {
        await using var context = await (await _browsers.GetAsync()).NewContextAsync(new() { DeviceScaleFactor = 1.5f });
        var page = await context.NewPageAsync();
        await page.SetContentAsync(
            $$"""
            <style>
              body { margin: 0; }
              main { display: inline-flex; gap: 24px; padding: 24px; background: #dfe4ec; }
              img { display: block; width: 560px; border-radius: 12px; box-shadow: 0 12px 32px rgb(16 24 40 / 22%); }
            </style>
            <main><img src="data:image/png;base64,{{left}}"><img src="data:image/png;base64,{{right}}"></main>
            """);
        await page.Locator("main").ScreenshotAsync(new() { Path = file });
    }
}
