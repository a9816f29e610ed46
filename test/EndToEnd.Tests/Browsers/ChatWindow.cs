using System.Collections.Concurrent;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace OrleansChat.EndToEnd.Tests.Browsers;

/// <summary>One window with the chat page, in the words of who uses it. Every wait ends with what happens, or fails after <see cref="Patience"/>.</summary>
internal sealed class ChatWindow
{
    /// <summary>How long anything that must happen may take, on a slow machine that others use too.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);

    private readonly ChatUser _user;
    private readonly ConcurrentQueue<string> _complaints = new();

    public ChatWindow(IPage page, ChatUser user)
    {
        Page = page;
        _user = user;
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                _complaints.Enqueue($"console: {message.Text}");
        };
        page.PageError += (_, error) => _complaints.Enqueue($"error: {error}");
        page.Dialog += (_, dialog) =>
        {
            _complaints.Enqueue($"dialog: {dialog.Message}");
            _ = dialog.DismissAsync();
        };
    }

    public IPage Page { get; }

    /// <summary>Errors, warnings and dialogs of the page; of a sound page none.</summary>
    public IReadOnlyCollection<string> Complaints => _complaints;

    public ILocator Composer => Find("composer");

    public ILocator Typing => Find("typing");

    public ILocator Members => Find("member");

    /// <summary>What the list of members says of oneself, and opens what one says.</summary>
    public ILocator OwnPresence => Find("own-presence");

    public ILocator SystemLines => Find("system-line");

    public ILocator Messages => Find("message");

    public ILocator Find(string testId) => Page.GetByTestId(testId);

    /// <summary>The message with exactly this text, which others may quote.</summary>
    public ILocator Message(string text) => Messages.Filter(new() { Has = Find("message-body").And(Page.GetByText(text, new() { Exact = true })) });

    /// <summary>The member whose name this is in the list.</summary>
    public ILocator Member(string name) => Members.Filter(new() { Has = Page.Locator(".member-name bdi").And(Page.GetByText(name, new() { Exact = true })) });

    public async Task JoinAsync(string name, string room)
    {
        await Find("name").FillAsync(name);
        await Find("room").FillAsync(room);
        await Find("join").ClickAsync();
        await ExpectJoinedAsync();
    }

    public async Task SendAsync(string text)
    {
        await Composer.FillAsync(text);
        await Composer.PressAsync("Enter");
    }

    /// <summary>Says what the user wants to be to others, and waits until the server has taken it.</summary>
    public async Task ChoosePresenceAsync(string status, string words = "")
    {
        await OwnPresence.ClickAsync();
        await Find($"choose-{status}").CheckAsync();
        await Find("presence-words").FillAsync(words);
        await Find("save-presence").ClickAsync();
        await Expect(Find("presence-menu")).ToHaveCountAsync(0);
    }

    /// <summary>What somebody hears of a member who has the list read out.</summary>
    public Task ExpectPresenceAsync(string name, string words) => Expect(Member(name).GetByTestId("member-about")).ToHaveTextAsync(words);

    public async Task ExpectJoinedAsync()
    {
        await Expect(Find("message-list")).ToHaveAttributeAsync("data-joined", "true");
        await Expect(Find("connection")).ToHaveAttributeAsync("data-state", "connected");
    }

    /// <summary>The window shows a message of its own user, marked as such and confirmed by the room.</summary>
    public async Task ExpectOwnAsync(string text)
    {
        var message = Message(text);
        await Expect(message).ToHaveAttributeAsync("data-status", "delivered");
        await Expect(message).ToHaveAttributeAsync("data-own", "true");
        await Expect(GroupOf(message).GetByTestId("message-author")).ToHaveTextAsync("You");
    }

    /// <summary>The window shows a message of somebody else.</summary>
    public async Task ExpectMessageAsync(string author, string text)
    {
        var message = Message(text);
        await Expect(message).ToHaveAttributeAsync("data-own", "false");
        await Expect(GroupOf(message).GetByTestId("message-author")).ToHaveTextAsync(author);
    }

    public Task ExpectMembersAsync(int count) => Expect(Members).ToHaveCountAsync(count);

    public Task ScreenshotAsync(string name)
    {
        Directory.CreateDirectory(BuildPaths.Screenshots);
        return Page.ScreenshotAsync(new() { Path = Path.Combine(BuildPaths.Screenshots, $"{name}.png"), Animations = ScreenshotAnimations.Disabled });
    }

    private ILocator GroupOf(ILocator message) => Find("message-group").Filter(new() { Has = message });

    public override string ToString() => $"the window of {_user.Name}";
}
