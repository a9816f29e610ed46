using OrleansChat.Client.Sync;
using OrleansChat.Contracts;

namespace OrleansChat.Client.Links;

/// <summary>
/// Holds what a client knows and has to say, over all its connections: the views of its rooms and the messages on their way. Links bring frames and
/// answers in, and the pure core decides; what it asks for goes out over the current link. Everything happens under one lock, in short steps.
/// </summary>
internal sealed class ChatSynchronizer : IDisposable
{
    /// <summary>A signal that says the same as the one before is not repeated earlier.</summary>
    private static readonly TimeSpan TypingInterval = TimeSpan.FromSeconds(2);

    /// <summary>Presences that may wait for one reader.</summary>
    private const int UnreadPresences = 1024;

    /// <summary>The largest page that a server gives.</summary>
    private const int PageSize = 100;

    private readonly Lock _gate = new();
    private readonly ChatClientOptions _options;
    private readonly TimeProvider _time;
    private readonly DateTimeOffset _startedAt;
    private readonly long _startStamp;
    private readonly ITimer _timer;
    private readonly Dictionary<string, RoomEntry> _rooms = [];
    private readonly Outbox _outbox;
    private readonly Contacts _contacts = new();
    private readonly Feed<PresenceFrame> _presences = new(UnreadPresences, new PresenceFrame("", PresenceStatuses.Offline, "", null, 0));
    private readonly Dictionary<OutboxMessage, TaskCompletionSource<Ack>> _sending = [];
    private GatewayLink? _current;
    private string? _closedBecause;
    private StandingCall? _watching;
    private StandingCall? _ownPresence;

    public ChatSynchronizer(ChatClientOptions options)
    {
        _options = options;
        _time = options.Connection.TimeProvider;
        _startedAt = _time.GetUtcNow();
        _startStamp = _time.GetTimestamp();
        _outbox = new Outbox(options.PendingMessages);
        _timer = _time.CreateTimer(_ => OnTime(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The time, by a clock that nobody sets: a jump of the wall clock must neither end a wait nor give a message up.</summary>
    public DateTimeOffset Now => _startedAt + _time.GetElapsedTime(_startStamp);

    /// <summary>What to say on a new link to go on where the others are.</summary>
    public HelloRequest Greeting()
    {
        lock (_gate)
        {
            RoomPosition[] positions = [.. _rooms.Values.Select(room => room.View.Position).OfType<RoomPosition>()];
            return new HelloRequest(_options.Device, positions.Length == 0 ? null : positions);
        }
    }

    /// <summary>Makes a link the current one, with what its gateway answered to the greeting.</summary>
    public void Attach(GatewayLink link, Welcome welcome)
    {
        lock (_gate)
        {
            var now = Now;
            _current = link;
            foreach (var outcome in welcome.Rooms ?? [])
            {
                if (_rooms.TryGetValue(outcome.Room, out var room))
                {
                    room.Link = outcome.Joined is null ? room.Link : link;
                    Tell(room, room.View.Apply(outcome, now));
                }
                else if (outcome.Joined is not null)
                {
                    // Left while the answer was under way.
                    link.Post<Done>("Leave", new LeaveRequest(outcome.Room), _ => { }, _ => { });
                }
            }

            GoOn(now);
        }
    }

    /// <summary>A link has ended: what was under way over it has to be done again over another one.</summary>
    public void Detach(GatewayLink link)
    {
        lock (_gate)
        {
            _current = _current == link ? null : _current;
            foreach (var room in _rooms.Values)
            {
                room.Link = room.Link == link ? null : room.Link;
                room.Asking = room.Asking == link ? null : room.Asking;
                room.Marking = room.Marking == link ? null : room.Marking;
            }

            _outbox.Lose(link.Number);
            _watching?.Lose(link);
            _ownPresence?.Lose(link);
            GoOn(Now);
        }
    }

    /// <summary>The server wants every room to be joined anew.</summary>
    public void Restart()
    {
        lock (_gate)
        {
            foreach (var room in _rooms.Values)
            {
                room.View.Rejoin(Now);
            }
        }
    }

    public void Receive(Frame frame)
    {
        lock (_gate)
        {
            if (frame is PresenceFrame contact)
            {
                Show(contact);
            }
            else if (frame is RoomFrame roomFrame && _rooms.TryGetValue(roomFrame.Room, out var room))
            {
                var now = Now;
                Tell(room, room.View.Apply(roomFrame, now));
                GoOn(now);
            }
        }
    }

    /// <inheritdoc cref="ChatClient.Contacts"/>
    public IReadOnlyDictionary<string, PresenceFrame> Presences()
    {
        lock (_gate)
        {
            return new Dictionary<string, PresenceFrame>(_contacts.Known);
        }
    }

    public IAsyncEnumerable<PresenceFrame> ReadPresences(CancellationToken cancellationToken) => _presences.Subscribe(cancellationToken);

    /// <summary>Watches these users, over this link and all later ones.</summary>
    public Task WatchAsync(IReadOnlyList<string> users)
    {
        lock (_gate)
        {
            ThrowIfClosed();
            _contacts.Watch(users);
            return Replace(ref _watching, new StandingCall(holdsForOneConnection: true, (link, done, refused) =>
                link.Post<Watched>("Watch", new WatchRequest(users), watched => Watched(watched, done), refused)));
        }
    }

    /// <summary>Says what the user wants to be to others; who is away is so over one connection, so that is said over later ones too.</summary>
    public Task SetPresenceAsync(string status, string? text)
    {
        lock (_gate)
        {
            ThrowIfClosed();
            return Replace(ref _ownPresence, new StandingCall(holdsForOneConnection: status == PresenceStatuses.Away, (link, done, refused) =>
                link.Post<Done>("SetPresence", new SetPresenceRequest(status, text), _ => done(), refused)));
        }
    }

    /// <summary>The room's entry, a new one where there is none; it is joined as soon as there is a link.</summary>
    public RoomEntry Join(string code)
    {
        lock (_gate)
        {
            ThrowIfClosed();
            if (!_rooms.TryGetValue(code, out var room))
            {
                room = new RoomEntry(new RoomView(code, new RoomViewLimits { Messages = _options.MessagesPerRoom }, _options.AutoRejoin));
                _rooms.Add(code, room);
                GoOn(Now);
            }

            return room;
        }
    }

    public async Task LeaveAsync(RoomEntry room)
    {
        TaskCompletionSource left;
        GatewayLink? link;
        lock (_gate)
        {
            if (room.View.Closed)
            {
                return;
            }

            link = room.Link ?? room.Asking;
            left = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Tell(room, room.View.Close());

            // Without a link nothing has to be said: who does not resume a room is out of it soon.
            link?.Post<Done>("Leave", new LeaveRequest(room.View.Room), _ => left.SetResult(), _ => left.SetResult());
            GoOn(Now);
        }

        await (link is null ? Task.CompletedTask : Task.WhenAny(left.Task, link.Ended));
    }

    public async Task<Ack> SendAsync(RoomEntry room, OutboxCall call, CancellationToken cancellationToken)
    {
        TaskCompletionSource<Ack> acknowledged;
        OutboxMessage message;
        lock (_gate)
        {
            ThrowIfClosed();
            ThrowIfLeft(room);
            message = _outbox.Add(room.View.Room, call) ?? throw new ChatException(new ChatError(
                ChatErrorCode.Overloaded, $"{_options.PendingMessages} messages wait for their acknowledgement; wait for some of them.", Retryable: true));
            acknowledged = new TaskCompletionSource<Ack>(TaskCreationOptions.RunContinuationsAsynchronously);
            _sending.Add(message, acknowledged);
            GoOn(Now);
        }

        await using var registration = cancellationToken.Register(() => Withdraw(message, cancellationToken));
        return await acknowledged.Task;
    }

    public void SetTyping(RoomEntry room, bool on)
    {
        lock (_gate)
        {
            var now = Now;
            if (IsOpen(room) && (on != room.Typing.On || (on && now - room.Typing.At >= TypingInterval)))
            {
                room.Typing = (on, now);
                room.Link!.Post<Done>("Typing", new TypingRequest(room.View.Room, on), _ => { }, _ => { });
            }
        }
    }

    public void MarkRead(RoomEntry room, long seq)
    {
        lock (_gate)
        {
            ThrowIfLeft(room);
            room.ReadUpTo = Math.Max(room.ReadUpTo, seq);
            GoOn(Now);
        }
    }

    /// <summary>Reads something of a room, whole: nothing changes meanwhile.</summary>
    public T Read<T>(RoomEntry room, Func<RoomView, T> read)
    {
        lock (_gate)
        {
            return read(room.View);
        }
    }

    /// <summary>Ends everything: rooms, and messages that wait.</summary>
    public void Close(string reason)
    {
        lock (_gate)
        {
            _closedBecause ??= reason;
            _current = null;
            foreach (var message in _outbox.WithdrawAll())
            {
                Settle(message, reason);
            }

            _watching?.End(Disconnected());
            _ownPresence?.End(Disconnected());
            _presences.Complete();
            foreach (var room in _rooms.Values.ToList())
            {
                room.Joining.TrySetException(Disconnected());
                Tell(room, room.View.Close());
            }
        }
    }

    public void Dispose() => _timer.Dispose();

    /// <summary>After anything has happened: makes the calls that are due, and sets the clock for the next ones.</summary>
    private void GoOn(DateTimeOffset now)
    {
        foreach (var message in _outbox.Expire(now))
        {
            Settle(message, $"The message was not acknowledged within {Outbox.GiveUp.TotalMinutes} minutes.");
        }

        if (_current is { } link)
        {
            foreach (var room in _rooms.Values)
            {
                Ask(room, link, now);
                Mark(room, link);
            }

            _watching?.GoOn(link, now, Answered);
            _ownPresence?.GoOn(link, now, Answered);
            foreach (var message in _outbox.Send(link.Number, code => IsOpen(_rooms[code]), now))
            {
                Send(message, link);
            }
        }

        var due = Due();
        _timer.Change(due is null ? Timeout.InfiniteTimeSpan : due > now ? due.Value - now : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    private void OnTime()
    {
        lock (_gate)
        {
            if (_closedBecause is null)
            {
                var now = Now;
                foreach (var room in _rooms.Values)
                {
                    Tell(room, room.View.Tick(now));
                }

                GoOn(now);
            }
        }
    }

    private DateTimeOffset? Due()
    {
        var due = _outbox.Due(code => _current is not null && IsOpen(_rooms[code]));
        due = _current is null ? due : Earlier(Earlier(due, _watching?.Due), _ownPresence?.Due);
        foreach (var room in _rooms.Values)
        {
            due = Earlier(due, room.View.Due);
            due = _current is not null && room.Asking is null ? Earlier(due, Need(room)?.At) : due;
        }

        return due;
    }

    private bool IsOpen(RoomEntry room) => room.Link is not null && room.Link == _current && room.View.Position is not null;

    /// <summary>What the view needs; or a join, where the current link is not in the room yet.</summary>
    private RoomNeed? Need(RoomEntry room) => room.View.Need is { Call: RoomCall.Join } need ? need
        : room.Link == _current ? room.View.Need
        : new RoomNeed(RoomCall.Join, DateTimeOffset.MinValue);

    private void Ask(RoomEntry room, GatewayLink link, DateTimeOffset now)
    {
        if (room.Asking is not null || Need(room) is not { } need || need.At > now)
        {
            return;
        }

        var code = room.View.Room;
        room.Asking = link;
        room.View.Asked(need);
        void Refused(ChatError error) => Answered(room, link, view => view.Refused(need, error, Now));
        switch (need.Call)
        {
            case RoomCall.Join:
                link.Post<Joined>("Join", new JoinRequest(code), joined => Answered(room, link, view => view.Apply(joined, Now), entered: true), Refused);
                break;
            case RoomCall.Fetch:
                var request = new FetchRequest(code, need.Before, need.After, PageSize);
                link.Post<MessagePage>("Fetch", request, page => Answered(room, link, view => view.Apply(page, need, Now)), Refused);
                break;
            default:
                link.Post<MemberPage>("Members", new MembersRequest(code), page => Answered(room, link, view => view.Apply(page)), Refused);
                break;
        }
    }

    private Task Replace(ref StandingCall? standing, StandingCall next)
    {
        standing?.End(new OperationCanceledException("Something else was asked for since."));
        standing = next;
        GoOn(Now);
        return next.Said.Task;
    }

    private void Answered(StandingCall call, GatewayLink link, ChatError? error)
    {
        lock (_gate)
        {
            var now = Now;
            call.Answered(link, error, now);
            GoOn(now);
        }
    }

    private void Watched(Watched watched, Action done)
    {
        lock (_gate)
        {
            foreach (var contact in watched.Users)
            {
                Show(contact);
            }
        }

        done();
    }

    private void Show(PresenceFrame contact)
    {
        if (_contacts.Take(contact))
        {
            _presences.Publish(contact);
        }
    }

    private void Answered(RoomEntry room, GatewayLink link, Func<RoomView, IReadOnlyList<RoomChange>> apply, bool entered = false)
    {
        lock (_gate)
        {
            room.Asking = room.Asking == link ? null : room.Asking;
            room.Link = entered ? link : room.Link;
            Tell(room, apply(room.View));
            GoOn(Now);
        }
    }

    private void Mark(RoomEntry room, GatewayLink link)
    {
        if (room.Marking is null && room.ReadUpTo > room.ReadTold && IsOpen(room))
        {
            var seq = room.ReadUpTo;
            room.Marking = link;
            link.Post<Done>("MarkRead", new MarkReadRequest(room.View.Room, seq), _ => Marked(room, seq), _ => Marked(room, seq));
        }
    }

    private void Marked(RoomEntry room, long seq)
    {
        lock (_gate)
        {
            // A marker that was refused is not repeated: the next one says more.
            (room.ReadTold, room.Marking) = (seq, null);
            GoOn(Now);
        }
    }

    private void Send(OutboxMessage message, GatewayLink link)
    {
        var request = message.Call.Request(_rooms[message.Room].View.Clock, message.UnknownSince is null ? null : true);
        link.Post<Ack>(message.Call.Method, request, ack => Acknowledged(message, ack), error => Refused(message, link, error));
    }

    private void Acknowledged(OutboxMessage message, Ack ack)
    {
        lock (_gate)
        {
            var now = Now;
            _outbox.Acknowledge(message, ack);
            Settle(message, "");
            if (_rooms.TryGetValue(message.Room, out var room))
            {
                room.View.Acknowledged(ack, now);
            }

            GoOn(now);
        }
    }

    private void Refused(OutboxMessage message, GatewayLink link, ChatError error)
    {
        lock (_gate)
        {
            var now = Now;
            _outbox.Refuse(message, error, now);
            Settle(message, error.Message);
            if (error.Code == ChatErrorCode.NotAMember && _rooms.TryGetValue(message.Room, out var room) && room.Link == link)
            {
                room.View.Rejoin(now);
            }

            GoOn(now);
        }
    }

    private void Withdraw(OutboxMessage message, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _outbox.Withdraw(message);
            if (_sending.Remove(message, out var waiting))
            {
                waiting.TrySetCanceled(cancellationToken);
            }

            GoOn(Now);
        }
    }

    /// <summary>Tells who sent a message what came of it, once that is settled.</summary>
    private void Settle(OutboxMessage message, string reason)
    {
        if (!message.IsSettled || !_sending.Remove(message, out var waiting))
        {
            return;
        }

        var refusal = message.Error is { } error ? new ChatException(error) : null;
        switch (message.State)
        {
            case OutboxState.Acknowledged:
                waiting.SetResult(message.Ack!);
                break;
            case OutboxState.Refused:
                waiting.SetException(refusal!);
                break;
            default:
                waiting.SetException(new ChatSendException(message.Key, message.State == OutboxState.Unknown, reason, refusal));
                break;
        }
    }

    private void Tell(RoomEntry room, IReadOnlyList<RoomChange> changes)
    {
        foreach (var change in changes)
        {
            room.Changes.Publish(change);
        }

        if (room.View.Entered)
        {
            room.Joining.TrySetResult();
        }

        if (changes.Count > 0 && changes[^1] is RoomClosed closed)
        {
            Remove(room, closed.Error);
        }
    }

    private void Remove(RoomEntry room, ChatError? error)
    {
        room.Joining.TrySetException(error is null ? new OperationCanceledException("The room was left.") : new ChatException(error));
        room.Changes.Complete();
        foreach (var message in _outbox.WithdrawAll(room.View.Room))
        {
            Settle(message, error?.Message ?? "The room was left.");
        }

        _rooms.Remove(room.View.Room);
    }

    private void ThrowIfClosed()
    {
        if (_closedBecause is not null)
        {
            throw Disconnected();
        }
    }

    private ChatDisconnectedException Disconnected() => new(new ChatClosure(_closedBecause!, ByServer: false));

    private static void ThrowIfLeft(RoomEntry room)
    {
        if (room.View.Closed)
        {
            throw new ChatException(new ChatError(ChatErrorCode.NotAMember, $"The room {room.View.Room} was left; join it again."));
        }
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) => one is null || other < one ? other ?? one : one;
}
