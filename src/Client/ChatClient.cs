using OrleansChat.Client.Links;
using OrleansChat.Client.Sync;
using OrleansChat.Contracts;

namespace OrleansChat.Client;

/// <summary>
/// A client that stays: it connects again by itself, to any of its gateways, and goes on in its rooms where it was, with nothing lost and nothing twice.
/// All members may be used from any number of threads.
/// </summary>
public sealed class ChatClient : IAsyncDisposable
{
    /// <summary>Changes of the state that may wait for one reader.</summary>
    private const int UnreadStatuses = 256;

    /// <summary>How often in a row a new token may be refused.</summary>
    private const int RefusedTokens = 3;

    private readonly ChatClientOptions _options;
    private readonly TimeProvider _time;
    private readonly ChatSynchronizer _synchronizer;
    private readonly ReconnectSchedule _schedule;
    private readonly Feed<ChatStatus> _statuses = new(UnreadStatuses, new ChatStatus(ChatState.Connecting, "More changed than could wait; see Status."));
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private Task? _running;
    private volatile ChatStatus _status = new(ChatState.Connecting);
    private long _links;
    private int _nextServer;
    private int _refusedTokens;

    /// <summary>Makes a client; it connects when <see cref="ConnectAsync"/> is called.</summary>
    /// <param name="options">Where to connect, and as whom.</param>
    public ChatClient(ChatClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfZero(options.Servers.Count, nameof(options));
        _options = options;
        _time = options.Connection.TimeProvider;
        _synchronizer = new ChatSynchronizer(options);
        _schedule = new ReconnectSchedule(options.Random);
    }

    /// <summary>Where the client stands.</summary>
    public ChatStatus Status => _status;

    /// <summary>How <see cref="Status"/> changes from now on; ends when the client is closed. Subscribed when called; read it, or cancel.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    public IAsyncEnumerable<ChatStatus> ReadStatuses(CancellationToken cancellationToken = default) => _statuses.Subscribe(cancellationToken);

    /// <summary>
    /// Begins to connect, and completes with the first connection. It does not fail because nobody answers, which <see cref="Status"/> tells; the client
    /// tries on also where the wait is cancelled.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ChatException">The user is not let in, or no token of theirs is valid; the client is closed.</exception>
    /// <exception cref="ChatDisconnectedException">The client was closed.</exception>
    public Task ConnectAsync(CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            _running ??= RunAsync();
        }

        return _connected.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Joins a room, as soon as there is a connection, and stays in it over reconnects until it is left.</summary>
    /// <param name="room">Room code.</param>
    /// <param name="cancellationToken">Ends the wait, and gives the room up where it was not entered yet.</param>
    /// <returns>The room; the same one where it was joined already.</returns>
    /// <exception cref="ChatException">The server refused, for instance with <see cref="ChatErrorCode.RoomFull"/>.</exception>
    /// <exception cref="ChatDisconnectedException">The client was closed.</exception>
    public async Task<ChatRoom> JoinAsync(string room, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(room);
        cancellationToken.ThrowIfCancellationRequested();

        // As the server does it, so that frames, which hold the normalised code, find their room.
        var entry = _synchronizer.Join(room.Trim().ToUpperInvariant());
        try
        {
            await entry.Joining.Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (!entry.Joining.Task.IsCompleted)
        {
            await _synchronizer.LeaveAsync(entry);
            throw;
        }

        return new ChatRoom(_synchronizer, entry);
    }

    /// <summary>What the watched users are to others, by user id: of each the latest that was heard.</summary>
    public IReadOnlyDictionary<string, PresenceFrame> Contacts => _synchronizer.Presences();

    /// <summary>
    /// What becomes of the watched users from now on; ends when the client is closed. A reader that is too slow gets one of the user <c>""</c>, for: more changed than
    /// could wait, see <see cref="Contacts"/>. Subscribed when called; read it, or cancel.
    /// </summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    public IAsyncEnumerable<PresenceFrame> ReadContacts(CancellationToken cancellationToken = default) => _synchronizer.ReadPresences(cancellationToken);

    /// <summary>Watches users, in place of those named before, over all connections from now on; completes when <see cref="Contacts"/> has them.</summary>
    /// <param name="users">Ids of the users; at most 200. None ends it.</param>
    /// <param name="cancellationToken">Ends the wait, and nothing else.</param>
    /// <exception cref="ChatException">The server refused.</exception>
    /// <exception cref="ChatDisconnectedException">The client was closed.</exception>
    /// <exception cref="OperationCanceledException">Others were named before the server had answered.</exception>
    public Task WatchAsync(IReadOnlyList<string> users, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(users);
        return _synchronizer.WatchAsync([.. users]).WaitAsync(cancellationToken);
    }

    /// <summary>Says what the user wants to be to others, as soon as there is a connection; completes when the server knows.</summary>
    /// <param name="status">
    /// One of <see cref="PresenceStatuses"/>, but not offline. Away is of this client alone, and holds over all its connections until it says something else; the others are
    /// of the user, and stay when this client ends.
    /// </param>
    /// <param name="text">A few words beside it, at most 140 characters; empty takes them away, null leaves them.</param>
    /// <param name="cancellationToken">Ends the wait, and nothing else.</param>
    /// <exception cref="ChatException">The server refused.</exception>
    /// <exception cref="ChatDisconnectedException">The client was closed.</exception>
    /// <exception cref="OperationCanceledException">Something else was said before the server had answered.</exception>
    public Task SetPresenceAsync(string status, string? text = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(status);
        return _synchronizer.SetPresenceAsync(status, text).WaitAsync(cancellationToken);
    }

    /// <summary>Closes the connection with a goodbye. Rooms are not left: the server ends the stay after some seconds. What waits is given up.</summary>
    public async ValueTask DisposeAsync()
    {
        Task? running;
        lock (_gate)
        {
            running = _running ??= Task.CompletedTask;
        }

        await _stopping.CancelAsync();
        await running;
        Close("This side closed the client.");
    }

    private async Task RunAsync()
    {
        GatewayLink? link = null;
        try
        {
            link = await ReconnectAsync(pause: null, _stopping.Token);
            while (true)
            {
                link = await FollowAsync(link, _stopping.Token);
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // Disposed of.
        }
        catch (Exception stopped) when (stopped is ChatException or ChatDisconnectedException)
        {
            Close(stopped.Message, stopped);
        }
        finally
        {
            if (link is not null)
            {
                await link.DisposeAsync();
            }
        }
    }

    /// <summary>Stays with a link until it ends or its gateway stops, and returns the one after it.</summary>
    private async Task<GatewayLink> FollowAsync(GatewayLink link, CancellationToken cancellationToken)
    {
        await Task.WhenAny(link.Ended, link.Drained).WaitAsync(cancellationToken);
        if (!link.Ended.IsCompleted && await HandOverAsync(link, cancellationToken) is { } next)
        {
            return next;
        }

        var end = await link.Ended.WaitAsync(cancellationToken);
        _synchronizer.Detach(link);
        switch (end.Bye?.Action)
        {
            case "stop":
                throw new ChatDisconnectedException(new ChatClosure(end.Reason, ByServer: true));
            case "fresh":
                _synchronizer.Restart();
                break;
            default:
                break;
        }

        var retryAfter = end.Bye?.RetryAfterMs is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : (TimeSpan?)null;
        return await ReconnectAsync(new ChatStatus(ChatState.Reconnecting, end.Reason, _schedule.Next(_synchronizer.Now, retryAfter)), cancellationToken);
    }

    /// <summary>Opens links until one stands.</summary>
    private async Task<GatewayLink> ReconnectAsync(ChatStatus? pause, CancellationToken cancellationToken)
    {
        var failures = 0;
        while (true)
        {
            if (pause is not null)
            {
                await PauseAsync(pause, cancellationToken);
            }

            try
            {
                return await OpenAsync(cancellationToken);
            }
            catch (Exception exception)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (IsFinal(exception))
                {
                    throw;
                }

                // The other gateways are tried at once; only when none of them answers there is something to wait for.
                var wait = ++failures % _options.Servers.Count == 0 ? _schedule.Next(_synchronizer.Now, RetryAfter(exception)) : TimeSpan.Zero;
                pause = new ChatStatus(pause?.State ?? ChatState.Connecting, exception.Message, wait);
            }
        }
    }

    /// <summary>
    /// Moves to another link while the old one still stands: both feed the rooms until the new one has resumed them, so nothing is missed, and what comes
    /// over both is shown once.
    /// </summary>
    /// <returns>The new link, or null where the old one ended before there was one.</returns>
    private async Task<GatewayLink?> HandOverAsync(GatewayLink old, CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var delay = TimeSpan.FromMilliseconds((await old.Drained).DelayMs);
        var opening = ReconnectAsync(new ChatStatus(ChatState.Draining, "The gateway is going to stop.", delay), ended.Token);
        if (await Task.WhenAny(opening, old.Ended) == old.Ended)
        {
            await ended.CancelAsync();
        }

        try
        {
            var link = await opening;

            // What was called over the old link is answered there.
            await old.WhenIdleAsync();
            await old.DisposeAsync();
            _synchronizer.Detach(old);
            return link;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private async Task PauseAsync(ChatStatus pause, CancellationToken cancellationToken)
    {
        // Begun before it is told, so that whoever moves a test's clock on hearing of it moves this wait, too.
        var waiting = Task.Delay(pause.RetryIn ?? TimeSpan.Zero, _time, cancellationToken);
        Become(pause);
        await waiting;
    }

    private async Task<GatewayLink> OpenAsync(CancellationToken cancellationToken)
    {
        var server = _options.Servers[_nextServer++ % _options.Servers.Count];
        var token = await _options.Token(cancellationToken);
        var connection = await ChatConnection.ConnectAsync(server, token, _options.Connection, cancellationToken);
        var link = new GatewayLink(connection, ++_links, _options.Connection);
        var welcomed = new TaskCompletionSource<ChatError?>(TaskCreationOptions.RunContinuationsAsynchronously);
        link.Post<Welcome>("Hello", _synchronizer.Greeting(), welcome => Welcomed(link, welcome, welcomed), error => welcomed.SetResult(error));
        link.Start(_synchronizer.Receive);
        try
        {
            if (await Task.WhenAny(welcomed.Task, link.Ended).WaitAsync(cancellationToken) == link.Ended)
            {
                var end = await link.Ended;
                throw new ChatDisconnectedException(new ChatClosure(end.Reason, ByServer: end.Bye is not null));
            }

            if (await welcomed.Task is { } refusal)
            {
                throw new ChatException(refusal);
            }
        }
        catch
        {
            await link.DisposeAsync();
            _synchronizer.Detach(link);
            throw;
        }

        _refusedTokens = 0;
        _schedule.Opened(_synchronizer.Now);
        Become(new ChatStatus(ChatState.Open));
        _connected.TrySetResult();
        return link;
    }

    private void Welcomed(GatewayLink link, Welcome welcome, TaskCompletionSource<ChatError?> welcomed)
    {
        _synchronizer.Attach(link, welcome);
        welcomed.SetResult(null);
    }

    /// <summary>Whether the server will not have the user, however often it is asked. A token may just have ended, so it is not asked once only.</summary>
    private bool IsFinal(Exception exception) => exception switch
    {
        ChatException { Code: ChatErrorCode.Forbidden } => true,
        ChatException { Code: ChatErrorCode.Unauthenticated or ChatErrorCode.TokenExpired } => ++_refusedTokens >= RefusedTokens,
        _ => false,
    };

    private static TimeSpan? RetryAfter(Exception exception) =>
        exception is ChatException { Error.RetryAfterMs: { } milliseconds } ? TimeSpan.FromMilliseconds(milliseconds) : null;

    private void Become(ChatStatus status)
    {
        _status = status;
        _statuses.Publish(status);
    }

    private void Close(string reason, Exception? exception = null)
    {
        lock (_gate)
        {
            if (_status.State == ChatState.Closed)
            {
                return;
            }

            Become(new ChatStatus(ChatState.Closed, reason));
            _statuses.Complete();
            _synchronizer.Close(reason);
            _synchronizer.Dispose();
            _connected.TrySetException(exception ?? new ChatDisconnectedException(new ChatClosure(reason, ByServer: false)));

            // Looked at, so that it counts as observed where nobody waits for it.
            _ = _connected.Task.Exception;
        }
    }
}
