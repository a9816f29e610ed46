using Microsoft.Playwright;
using OrleansChat.EndToEnd.Tests.Requirements;

namespace OrleansChat.EndToEnd.Tests.Browsers;

/// <summary>One headless Chromium for all tests, started when the first one wants it, because tests that are skipped must not need it.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private static readonly string[] Switches =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
        "--disable-sync",
    ];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    internal async Task<IBrowser> GetAsync()
    {
        if (_browser is not null)
            return _browser;
        _ = Requirement.WebPage.Demand();
        Assertions.SetDefaultExpectTimeout((float)ChatWindow.Patience.TotalMilliseconds);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Requirement.Chromium.Demand(),
            Headless = true,
            Args = Switches,
        });
        return _browser;
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
    }
}
