using Microsoft.Playwright;

namespace OrleansChat.EndToEnd.Tests.Browsers;

/// <summary>A person with a browser of their own: nothing is shared with another user's, and it is closed with the test.</summary>
internal sealed class ChatUser : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly Uri _address;

    private ChatUser(IBrowserContext context, Uri address, string name)
    {
        _context = context;
        _address = address;
        Name = name;
    }

    public string Name { get; }

    public static async Task<ChatUser> CreateAsync(IBrowser browser, Uri address, string name, BrowserNewContextOptions? options = null)
    {
        var context = await browser.NewContextAsync(options ?? new() { ViewportSize = new() { Width = 960, Height = 720 } });
        context.SetDefaultTimeout((float)ChatWindow.Patience.TotalMilliseconds);
        return new ChatUser(context, address, name);
    }

    /// <summary>Opens a window with the form for joining.</summary>
    public async Task<ChatWindow> OpenAsync(string path = "/")
    {
        var window = new ChatWindow(await _context.NewPageAsync(), this);
        await window.Page.GotoAsync(new Uri(_address, path).ToString());
        return window;
    }

    /// <summary>Opens a window and joins a room under the user's name.</summary>
    public async Task<ChatWindow> JoinAsync(string room)
    {
        var window = await OpenAsync();
        await window.JoinAsync(Name, room);
        return window;
    }

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();
}
