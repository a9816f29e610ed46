using System.Diagnostics.CodeAnalysis;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using OrleansChat.Contracts;

namespace OrleansChat.Client;

/// <summary>
/// One connection to the chat. Each method is one request: it returns the server's answer, or throws <see cref="ChatException"/> on a refusal,
/// <see cref="TimeoutException"/> when no answer came in time, and <see cref="ChatDisconnectedException"/> when the connection ended before it.
/// What the server pushes waits in <see cref="Frames"/>. All members may be used from any number of threads.
/// </summary>
public sealed class ChatConnection : IAsyncDisposable
{
    /// <summary>How long <see cref="DisposeAsync"/> waits for the server's goodbye.</summary>
    private static readonly TimeSpan GoodbyeTimeout = TimeSpan.FromSeconds(1);

    private readonly HubSocket _socket;
    private readonly ChatConnectionOptions _options;
    private readonly PendingInvocations _pending = new();
    private readonly Channel<Frame> _frames;
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource<ChatClosure> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _running = Task.CompletedTask;
    private long _heardAt;
    private volatile bool _silent;
    private int _disposed;

    private ChatConnection(HubSocket socket, ChatConnectionOptions options)
    {
        _socket = socket;
        _options = options;
        _heardAt = options.TimeProvider.GetTimestamp();
        _frames = Channel.CreateBounded<Frame>(new BoundedChannelOptions(options.FrameQueueCapacity) { SingleWriter = true });
    }

    /// <summary>
    /// The frames that the server pushed, in its order; a frame of an unknown type is left out. Completes when the connection ends. Somebody must
    /// read it: see <see cref="ChatConnectionOptions.FrameQueueCapacity"/>.
    /// </summary>
    public ChannelReader<Frame> Frames => _frames.Reader;

    /// <summary>Completes, and never fails, when the connection has ended, with the reason.</summary>
    public Task<ChatClosure> Closed => _closed.Task;

    /// <summary>Opens a connection.</summary>
    /// <param name="server">The server's address, such as <c>https://chat.example.org/</c>.</param>
    /// <param name="token">An access token or a ticket (<see cref="ChatApi.GetTicketAsync"/>).</param>
    /// <param name="options">Settings; the defaults suit an ordinary client.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="ChatException">The server refused, for instance with <see cref="ChatErrorCode.Unauthenticated"/>.</exception>
    /// <exception cref="ChatDisconnectedException">The server could not be reached.</exception>
    /// <exception cref="TimeoutException">The server did not answer in time.</exception>
    public static async Task<ChatConnection> ConnectAsync(
        Uri server, string token, ChatConnectionOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(server);
        ArgumentNullException.ThrowIfNull(token);
        options ??= new ChatConnectionOptions();
        var connection = new ChatConnection(await HubHandshake.OpenAsync(server, token, options, cancellationToken), options);
        connection._running = Task.WhenAll(connection.ReceiveAsync(), connection.PingAsync());
        return connection;
    }

    /// <summary>Introduces the device and asks for the limits in force.</summary>
    /// <param name="device">A name for the device; shown to nobody else.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<Welcome> HelloAsync(string? device = null, CancellationToken cancellationToken = default) =>
        InvokeAsync<Welcome>("Hello", new HelloRequest(device), cancellationToken);

    /// <summary>Joins a room. Its frames follow in <see cref="Frames"/>, beginning after the answer's <see cref="Joined.Head"/>.</summary>
    /// <param name="room">Room code.</param>
    /// <param name="history">How many of the last messages to answer, 0–100; the server's default is 100.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<Joined> JoinAsync(string room, int? history = null, CancellationToken cancellationToken = default) =>
        InvokeAsync<Joined>("Join", new JoinRequest(room, history), cancellationToken);

    /// <summary>Joins several rooms; one that is refused does not keep the others from being joined.</summary>
    /// <param name="rooms">The rooms.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>An outcome a room, in the order of the request.</returns>
    public async Task<IReadOnlyList<JoinOutcome>> JoinManyAsync(IEnumerable<JoinRequest> rooms, CancellationToken cancellationToken = default)
    {
        var joined = await InvokeAsync<JoinedMany>("JoinMany", rooms.ToArray(), cancellationToken);
        return [.. joined.Rooms.Cast<JsonElement>().Select(room => IsRefusal(room, out var error)
            ? new JoinOutcome(null, error)
            : new JoinOutcome(room.Deserialize<Joined>(HubJson.Options), null))];
    }

    /// <summary>Leaves a room.</summary>
    /// <param name="room">Room code.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task LeaveAsync(string room, CancellationToken cancellationToken = default) =>
        InvokeAsync<Done>("Leave", new LeaveRequest(room), cancellationToken);

    /// <summary>Sends a message under a new key.</summary>
    /// <param name="room">Room code.</param>
    /// <param name="body">The text.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<Ack> SendAsync(string room, string body, CancellationToken cancellationToken = default) =>
        SendAsync(new SendRequest(room, IdempotencyKeys.Next(), body), cancellationToken);

    /// <summary>Sends a message; sending it again with the same key never makes a second one.</summary>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<Ack> SendAsync(SendRequest message, CancellationToken cancellationToken = default) =>
        InvokeAsync<Ack>("Send", message, cancellationToken);

    /// <summary>Tells the others that the user began or stopped typing.</summary>
    /// <param name="room">Room code.</param>
    /// <param name="on">Whether the user is typing; the server ends it by itself after 5 s of silence.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task TypingAsync(string room, bool on, CancellationToken cancellationToken = default) =>
        InvokeAsync<Done>("Typing", new TypingRequest(room, on), cancellationToken);

    /// <summary>Says what the user wants to be to others.</summary>
    /// <param name="status">One of <see cref="PresenceStatuses"/>, but not offline; away is of this connection alone.</param>
    /// <param name="text">A few words beside it, at most 140 characters; empty takes them away, null leaves them.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task SetPresenceAsync(string status, string? text = null, CancellationToken cancellationToken = default) =>
        InvokeAsync<Done>("SetPresence", new SetPresenceRequest(status, text), cancellationToken);

    /// <summary>Gives one's own message another text.</summary>
    public Task<Ack> EditAsync(EditRequest request, CancellationToken cancellationToken = default) => InvokeAsync<Ack>("Edit", request, cancellationToken);

    /// <summary>Takes a message's text, reactions and pin away, for everybody.</summary>
    public Task<Ack> DeleteAsync(DeleteRequest request, CancellationToken cancellationToken = default) => InvokeAsync<Ack>("Delete", request, cancellationToken);

    /// <summary>Says an emoji to a message, or takes it back.</summary>
    public Task<Ack> ReactAsync(ReactRequest request, CancellationToken cancellationToken = default) => InvokeAsync<Ack>("React", request, cancellationToken);

    /// <summary>Marks a message as one that is to be found at once, or as one like the others.</summary>
    public Task<Ack> PinAsync(PinRequest request, CancellationToken cancellationToken = default) => InvokeAsync<Ack>("Pin", request, cancellationToken);

    /// <summary>Decides something about a member or the room.</summary>
    public Task<Ack> ModerateAsync(ModerateRequest request, CancellationToken cancellationToken = default) => InvokeAsync<Ack>("Moderate", request, cancellationToken);

    /// <summary>Gives a user another role in the room.</summary>
    public Task<Ack> SetRoleAsync(SetRoleRequest request, CancellationToken cancellationToken = default) => InvokeAsync<Ack>("SetRole", request, cancellationToken);

    /// <summary>Asks who decided what in a room.</summary>
    public Task<Audited> AuditAsync(AuditRequest request, CancellationToken cancellationToken = default) => InvokeAsync<Audited>("Audit", request, cancellationToken);

    /// <summary>Has this connection be told what these users are to others, and of no others any more.</summary>
    /// <param name="users">Ids of the users.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<IReadOnlyList<PresenceFrame>> WatchAsync(IReadOnlyList<string> users, CancellationToken cancellationToken = default) =>
        (await InvokeAsync<Watched>("Watch", new WatchRequest(users), cancellationToken)).Users;

    /// <summary>Fetches messages that the room keeps.</summary>
    /// <param name="request">Which ones.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<MessagePage> FetchAsync(FetchRequest request, CancellationToken cancellationToken = default) =>
        InvokeAsync<MessagePage>("Fetch", request, cancellationToken);

    /// <summary>Fetches a page of a room's members, ordered by user id.</summary>
    /// <param name="room">Room code.</param>
    /// <param name="after">The last user id of the page before; none for the first page.</param>
    /// <param name="limit">How many at the most, 1–100; the server's default is 100.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<MemberPage> MembersAsync(string room, string? after = null, int? limit = null, CancellationToken cancellationToken = default) =>
        InvokeAsync<MemberPage>("Members", new MembersRequest(room, after, limit), cancellationToken);

    /// <summary>Marks a room as read up to a message.</summary>
    /// <param name="room">Room code.</param>
    /// <param name="seq">The highest sequence number that the user has seen.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task MarkReadAsync(string room, long seq, CancellationToken cancellationToken = default) =>
        InvokeAsync<Done>("MarkRead", new MarkReadRequest(room, seq), cancellationToken);

    /// <summary>
    /// Calls any hub method with any arguments and returns its result as it came, refusals included. An error of the hub itself (an unknown
    /// method, arguments of the wrong type) is a <see cref="ChatException"/> with <see cref="ChatErrorCode.Internal"/> and SignalR's text.
    /// </summary>
    /// <param name="target">The hub method.</param>
    /// <param name="arguments">Anything that can be written as JSON.</param>
    public Task<JsonElement> InvokeAsync(string target, params object?[] arguments) => InvokeAsync(target, arguments, CancellationToken.None);

    /// <inheritdoc cref="InvokeAsync(string, object?[])"/>
    /// <param name="target">The hub method.</param>
    /// <param name="arguments">Anything that can be written as JSON.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<JsonElement> InvokeAsync(string target, object?[] arguments, CancellationToken cancellationToken)
    {
        var (id, answer) = _pending.Add();
        try
        {
            await SendRawAsync(HubMessage.Invocation(id, target, arguments), WebSocketMessageType.Text, cancellationToken);
            return await answer.WaitAsync(_options.InvocationTimeout, _options.TimeProvider, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"{target} was not answered within {_options.InvocationTimeout.TotalSeconds} s; whether it was done is unknown.");
        }
        finally
        {
            _pending.Remove(id);
        }
    }

    /// <summary>
    /// Calls a hub method whose answer is wanted in its place among the frames: it comes as an <see cref="AnswerFrame"/>. Where the connection ends
    /// before, it does not come.
    /// </summary>
    internal async Task PostAsync(string target, object argument, Action<JsonElement, ChatError?> answered)
    {
        try
        {
            await SendRawAsync(HubMessage.Invocation(_pending.Post(answered), target, [argument]), WebSocketMessageType.Text, CancellationToken.None);
        }
        catch (ChatDisconnectedException)
        {
            // Whoever reads the frames sees them end.
        }
    }

    /// <summary>Sends a WebSocket text message just as it is; nothing is appended, nothing is checked.</summary>
    /// <param name="text">The text; a record ends with U+001E.</param>
    /// <param name="cancellationToken">Gives up before the send begins.</param>
    public Task SendRawAsync(string text, CancellationToken cancellationToken = default) =>
        SendRawAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, cancellationToken);

    /// <summary>Sends a WebSocket message just as it is; nothing is appended, nothing is checked.</summary>
    /// <param name="bytes">The payload.</param>
    /// <param name="type">Text or binary.</param>
    /// <param name="cancellationToken">Gives up before the send begins.</param>
    public async Task SendRawAsync(ReadOnlyMemory<byte> bytes, WebSocketMessageType type, CancellationToken cancellationToken = default)
    {
        try
        {
            await _socket.SendAsync(bytes, type, cancellationToken);
        }
        catch (Exception exception) when (exception is WebSocketException or ObjectDisposedException or IOException or InvalidOperationException)
        {
            // The receive loop sees the same end, and knows more about its reason.
            throw new ChatDisconnectedException(await Closed, exception);
        }
    }

    /// <summary>Breaks the connection off without a goodbye, as a lost network would.</summary>
    public void Abort() => _socket.Abort();

    /// <summary>Says goodbye and closes the connection; requests that still wait fail.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        try
        {
            // The system's clock on purpose: under a test's clock that stands still a deaf server would hold the caller for ever.
            using var timeout = new CancellationTokenSource(GoodbyeTimeout);
            await _socket.CloseOutputAsync(timeout.Token);
            await Closed.WaitAsync(timeout.Token);
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or IOException)
        {
            _socket.Abort();
        }

        await _stopping.CancelAsync();
        await _running;
        _socket.Dispose();
        _stopping.Dispose();
    }

    private async Task<T> InvokeAsync<T>(string target, object argument, CancellationToken cancellationToken)
    {
        var result = await InvokeAsync(target, [argument], cancellationToken);
        return IsRefusal(result, out var error)
            ? throw new ChatException(error)
            : result.Deserialize<T>(HubJson.Options) ?? throw new JsonException($"The answer of {target} is null.");
    }

    internal static bool IsRefusal(JsonElement result, [NotNullWhen(true)] out ChatError? error)
    {
        var refused = result.ValueKind == JsonValueKind.Object && result.TryGetProperty("ok", out var ok) && ok.ValueKind == JsonValueKind.False;
        error = refused ? result.Deserialize<Refusal>(HubJson.Options)!.Error : null;
        return refused;
    }

    private async Task ReceiveAsync()
    {
        ChatClosure? closure = null;
        Exception? fault = null;
        try
        {
            while (closure is null && await _socket.ReadAsync(_stopping.Token) is { } record)
            {
                Volatile.Write(ref _heardAt, _options.TimeProvider.GetTimestamp());
                closure = Handle(record);
            }

            closure ??= Goodbye();
        }
        catch (Exception exception)
        {
            fault = exception;
            closure = _disposed != 0 ? new ChatClosure("This side closed the connection.", ByServer: false)
                : _silent ? new ChatClosure($"Nothing came from the server for {_options.ServerTimeout.TotalSeconds} s.", ByServer: false)
                : new ChatClosure($"The connection broke: {exception.Message}", ByServer: false);
        }

        // Whatever ended the loop, the line is of no more use: nobody would hear what comes.
        _socket.Abort();
        _pending.Fail(new ChatDisconnectedException(closure, fault));
        _frames.Writer.TryComplete();
        _closed.SetResult(closure);
        await _stopping.CancelAsync();
    }

    /// <summary>Handles one message of the server; answers how the connection ended where this message ends it.</summary>
    private ChatClosure? Handle(ReadOnlyMemory<byte> record)
    {
        using var document = JsonDocument.Parse(record);
        var message = document.RootElement;
        switch (message.GetProperty("type").GetInt32())
        {
            case 1 when message.GetProperty("target").ValueEquals("Deliver"u8):
                return Deliver(message.GetProperty("arguments"));
            case 3 when _pending.TakePosted(message) is { } answer:
                return Push(answer);
            case 3:
                _pending.Complete(message);
                return null;
            case 7:
                return new ChatClosure(
                    message.TryGetProperty("error", out var error) ? error.ToString() : "The server closed the connection.",
                    ByServer: true,
                    AllowReconnect: message.TryGetProperty("allowReconnect", out var allow) && allow.ValueKind == JsonValueKind.True);
            default:
                // Pings need no answer, and of other events and message types a newer server may know more than this client.
                return null;
        }
    }

    private ChatClosure? Deliver(JsonElement arguments)
    {
        foreach (var frame in FrameReader.Read(arguments))
        {
            if (Push(frame) is { } closure)
            {
                return closure;
            }
        }

        return null;
    }

    private ChatClosure? Push(Frame frame) => _frames.Writer.TryWrite(frame)
        ? null
        : new ChatClosure($"{_options.FrameQueueCapacity} frames wait unread in Frames; somebody must read them.", ByServer: false);

    private ChatClosure Goodbye()
    {
        var description = _socket.CloseDescription;
        var reason = string.IsNullOrEmpty(description) ? "The server closed the connection." : description;
        return _disposed != 0
            ? new ChatClosure("This side closed the connection.", ByServer: false, _socket.CloseStatus)
            : new ChatClosure(reason, ByServer: true, _socket.CloseStatus);
    }

    private async Task PingAsync()
    {
        using var timer = new PeriodicTimer(_options.KeepAliveInterval, _options.TimeProvider);
        try
        {
            while (await timer.WaitForNextTickAsync(_stopping.Token))
            {
                if (_options.TimeProvider.GetElapsedTime(Volatile.Read(ref _heardAt)) >= _options.ServerTimeout)
                {
                    // A line that broke without a word; sending into it can seem to work for a quarter of an hour.
                    _silent = true;
                    _socket.Abort();
                    return;
                }

                await SendRawAsync(HubMessage.Ping, WebSocketMessageType.Text, _stopping.Token);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or ChatDisconnectedException)
        {
            // The connection has ended, and with it the need for pings.
        }
    }
}
