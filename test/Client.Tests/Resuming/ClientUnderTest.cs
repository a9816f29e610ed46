using System.Text.Json;
using OrleansChat.Client.Tests.Sync;
using OrleansChat.Testing;

namespace OrleansChat.Client.Tests.Resuming;

/// <summary>A client with a clock that stands still, whose server is played by the test; every wait is half of its span.</summary>
internal sealed class ClientUnderTest : IAsyncDisposable
{
    private readonly IAsyncEnumerator<ChatStatus> _statuses;
    private int _tokens;

    public ClientUnderTest(params HubServer[] servers)
        : this([.. servers.Select(server => server.Address)])
    {
    }

    public ClientUnderTest(IReadOnlyList<Uri> servers, bool autoRejoin = true)
    {
        Client = new ChatClient(new ChatClientOptions
        {
            Servers = servers,
            Token = _ => ValueTask.FromResult(Tokens.Count == 0 ? "good" : Tokens[Math.Min(_tokens++, Tokens.Count - 1)]),
            AutoRejoin = autoRejoin,
            Random = new FixedRandom(0.5),
            Connection = new ChatConnectionOptions { TimeProvider = Time, ServerTimeout = TimeSpan.FromSeconds(30) },
        });
        _statuses = Client.ReadStatuses().GetAsyncEnumerator();
    }

    public FakeTime Time { get; } = new();

    public ChatClient Client { get; }

    /// <summary>The tokens that the client is given, one after another; the last one ever after.</summary>
    public List<string> Tokens { get; } = [];

    /// <summary>Waits for the next status, which must be as expected.</summary>
    public async Task<ChatStatus> ExpectAsync(ChatState state)
    {
        Assert.True(await _statuses.MoveNextAsync());
        Assert.Equal(state, _statuses.Current.State);
        return _statuses.Current;
    }

    /// <summary>Connects, and joins the room R at number 5.</summary>
    public async Task<(HubSession Session, ChatRoom Room)> JoinAsync(HubServer server)
    {
        var connecting = Client.ConnectAsync();
        var session = await server.AcceptAsync();
        await session.ExpectAsync("Hello", Answers.Welcome());
        await connecting;
        await ExpectAsync(ChatState.Open);
        var joining = Client.JoinAsync(" r ");
        var join = await session.ExpectAsync("Join", Answers.Joined(5, Answers.Message(5)));
        Assert.Equal("R", join.GetProperty("room").GetString());
        return (session, await joining);
    }

    /// <summary>Waits for the pause after a loss, and lets it pass.</summary>
    public async Task PassReconnectAsync()
    {
        var status = await ExpectAsync(ChatState.Reconnecting);
        Time.Advance(status.RetryIn!.Value);
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await _statuses.DisposeAsync();
    }
}
