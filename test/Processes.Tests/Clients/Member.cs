using System.Text.Json;
using OrleansChat.Client;
using OrleansChat.Contracts;
using OrleansChat.Processes.Tests.Running;

namespace OrleansChat.Processes.Tests.Clients;

/// <summary>
/// A user in one room. The test decides when the member connects and to where; whoever sends meanwhile goes on with the same keys as soon as it has
/// resumed.
/// </summary>
internal sealed class Member(string user, string room, SigningKey signingKey) : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly Lock _lock = new();
    private readonly List<string> _acknowledged = [];
    private TaskCompletionSource<ChatConnection> _online = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ChatConnection? _connection;
    private Task _reading = Task.CompletedTask;
    private int _keys;

    public string User => user;

    public RoomView View { get; } = new(user);

    /// <summary>Every frame of every connection.</summary>
    public Sightings<Frame> Frames { get; } = new($"{user}'s frames");

    /// <summary>Completes when the connection that there is now has ended.</summary>
    public Task<ChatClosure> Closed => _connection!.Closed;

    /// <summary>Bodies of which the server said that it took them.</summary>
    public IReadOnlyList<string> Acknowledged
    {
        get
        {
            lock (_lock)
                return [.. _acknowledged];
        }
    }

    public async Task<Joined> JoinAsync(Uri server)
    {
        var connection = await ConnectAsync(server);
        var joined = await connection.JoinAsync(room);
        GoOnline(connection, joined);
        return joined;
    }

    /// <summary>Opens a new connection and resumes the room there; the old connection is given up without a goodbye.</summary>
    public async Task<RoomOutcome> ResumeAsync(Uri server)
    {
        await GiveUpAsync();
        var connection = await ConnectAsync(server);
        var answer = await connection.InvokeAsync("Hello", new HelloRequest(Rooms: [new RoomPosition(room, View.Last.Epoch, View.Last.Seq)]));
        var welcome = answer.Deserialize<Welcome>(ChatJson.Options)!;
        Assert.True(welcome.Rooms is [_], $"{user}: Hello with one room's position was answered without an outcome: {answer}");
        var outcome = welcome.Rooms[0];
        if (outcome.Joined is { } joined)
            GoOnline(connection, joined);
        else
            _connection = connection;
        return outcome;
    }

    /// <summary>Waits for the end of the connection and takes every frame that it brought.</summary>
    public async Task<ChatClosure> ReadToEndAsync()
    {
        var closure = await Closed.WaitAsync(Patience);
        await _reading.WaitAsync(Patience);
        return closure;
    }

    /// <summary>Breaks the connection off, as a client that is switched off does.</summary>
    public async Task GiveUpAsync()
    {
        _connection?.Abort();
        await _reading;
    }

    /// <summary>Sends a message until it is acknowledged, with the same key over every connection that there is meanwhile.</summary>
    /// <param name="body">The text.</param>
    /// <param name="key">The key of an earlier message; by default one of its own.</param>
    /// <param name="cancellationToken">Ends the wait for a connection.</param>
    public async Task<Ack> SendAsync(string body, string? key = null, CancellationToken cancellationToken = default)
    {
        var request = new SendRequest(room, key ?? $"{user}-{Interlocked.Increment(ref _keys)}", body);
        while (true)
        {
            var connection = await Online().WaitAsync(Patience, cancellationToken);
            try
            {
                // What is under way is waited for in any case: else nobody would know whether it was done.
                var ack = await connection.SendAsync(request, CancellationToken.None);
                lock (_lock)
                    _acknowledged.Add(body);
                return ack;
            }
            catch (Exception exception) when (exception is ChatDisconnectedException or ChatException { Code: ChatErrorCode.Draining })
            {
                // Whether it was done is unknown; the connection has ended, or is about to, and the next one says.
                await connection.Closed.WaitAsync(Patience, CancellationToken.None);
                request = request with { Retry = true };
                GoOffline(connection);
            }
        }
    }

    /// <summary>Sends messages, each after the acknowledgement of the one before, until it is cancelled; returns how many were acknowledged.</summary>
    public async Task<int> SpeakAsync(CancellationToken until)
    {
        for (var said = 0; ; said++)
        {
            if (until.IsCancellationRequested)
                return said;
            try
            {
                await SendAsync($"{user} {said + 1}", cancellationToken: until);
            }
            catch (OperationCanceledException) when (until.IsCancellationRequested)
            {
                return said;
            }
        }
    }

    /// <summary>Sends a number of messages, each after the acknowledgement of the one before.</summary>
    /// <param name="messages">How many.</param>
    /// <param name="after">The number of the last one said before; the first that is said now has the next.</param>
    public async Task SpeakAsync(int messages, int after = 0)
    {
        for (var number = after + 1; number <= after + messages; number++)
            await SendAsync($"{user} {number}");
    }

    /// <summary>Waits until a message with this body is shown.</summary>
    public Task<MessageFrame> ShowsAsync(string body) => View.Shown.FirstAsync($"the message '{body}'", Patience, message => message.Body == body);

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null)
            await _connection.DisposeAsync();
        await _reading;
    }

    private async Task<ChatConnection> ConnectAsync(Uri server)
    {
        _connection = await ChatConnection.ConnectAsync(server, signingKey.TokenFor(user));
        return _connection;
    }

    private Task<ChatConnection> Online()
    {
        lock (_lock)
            return _online.Task;
    }

    private void GoOnline(ChatConnection connection, Joined joined)
    {
        View.Take(joined);
        _reading = ReadAsync(connection);
        lock (_lock)
        {
            if (_online.Task.IsCompleted)
                _online = new TaskCompletionSource<ChatConnection>(TaskCreationOptions.RunContinuationsAsynchronously);
            _online.SetResult(connection);
        }
    }

    private void GoOffline(ChatConnection connection)
    {
        lock (_lock)
        {
            if (_online.Task.IsCompleted && _online.Task.Result == connection)
                _online = new TaskCompletionSource<ChatConnection>(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    private async Task ReadAsync(ChatConnection connection)
    {
        await foreach (var frame in connection.Frames.ReadAllAsync())
        {
            try
            {
                if (frame is ResyncFrame)
                    View.Take(await connection.JoinAsync(room));
                else if (View.Apply(frame))
                    await FetchAsync(connection, frame);
            }
            catch (ChatDisconnectedException)
            {
                // The next connection resumes from where this one came to.
            }

            Frames.Add(frame);
        }
    }

    private async Task FetchAsync(ChatConnection connection, Frame frame)
    {
        var after = frame is GapFrame gap ? gap.From - 1 : View.Last.Seq;
        try
        {
            MessagePage page;
            do
            {
                page = await connection.FetchAsync(new FetchRequest(room, After: after, Limit: 100));
                View.Take(page);
                after = page.Messages.Count > 0 ? page.Messages[^1].Seq : page.Head;
            }
            while (page.HasMore);
        }
        catch (ChatException refused) when (refused.Code == ChatErrorCode.RangeEvicted)
        {
            View.Take(await connection.JoinAsync(room));
        }
    }
}
