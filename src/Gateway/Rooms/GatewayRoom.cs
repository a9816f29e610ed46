using OrleansChat.Gateway.Connections;
using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Gateway.Rooms;

/// <summary>
/// A room as this gateway knows it: the connections it has there, where it stands in the room's order, and the room's tail. It lets
/// every event through once and in order, and notices what is missing; it decides nothing about the room itself.
/// </summary>
/// <param name="id">The room.</param>
/// <param name="gateway">This gateway.</param>
/// <param name="tailCapacity">Messages of the tail.</param>
/// <param name="largeFrom">With how many connections here it is a large room, whose members are told together who came and who went.</param>
/// <param name="fence">The newest activation that is known of already; 0 for none.</param>
internal sealed partial class GatewayRoom(RoomId id, GatewayId gateway, int tailCapacity, int largeFrom, long fence)
{
    private const int HeldAtMost = 4096;

    private readonly Lock _lock = new();
    private readonly List<Subscription> _subscriptions = [];
    private readonly RoomTail _tail = new(id, tailCapacity);

    /// <summary>Where all members here have everything up to; nowhere until the first join is answered.</summary>
    private Position _position;

    /// <summary>Where the first answer began: nothing up to it was passed to anybody here.</summary>
    private Position _began;

    /// <summary>The newest activation heard of; nothing of an older one is taken.</summary>
    private long _fence = fence;

    /// <summary>Events that wait: for the first answer, or for an attachment.</summary>
    private List<RoomEvent> _held = [];
    private bool _isAttaching;
    private bool _needsAttachment;
    private EpochEnd[] _ended = [];
    private UserId? _founder;
    private long _clock;
    private bool _retired;
    private CheckSchedule _checks;

    /// <summary>
    /// Messages and changes above the place of this gateway that an answer has shown to somebody here before their events came. What a client was shown must not go
    /// with the room's silo while that client stays, so it is held here from then on.
    /// </summary>
    private readonly List<Entry> _shownAhead = [];

    public RoomId Id { get; } = id;

    /// <summary>Which one this is of those that the gateway has had: what is done with all of them by turns stays even while others come and go.</summary>
    public long Number { get; init; }

    /// <summary>The room's grain, once somebody has asked for it, so that no call needs to look it up again.</summary>
    public IRoomGrain? Grain { get; set; }

    /// <summary>The newest activation that this gateway has heard of; 0 for none.</summary>
    public long Fence
    {
        get
        {
            lock (_lock)
            {
                return _fence;
            }
        }
    }

    /// <summary>Whether this room is to be compared with its grain now; asked once in each tick, by nobody else.</summary>
    public bool IsToBeChecked(int tick) => _checks.IsDue(tick, Number);

    /// <summary>Whether connections are members here already.</summary>
    public bool HoldsMembers
    {
        get
        {
            lock (_lock)
            {
                return _subscriptions.Exists(subscription => subscription.IsMember);
            }
        }
    }

    /// <summary>Takes a connection in and holds its events back until <see cref="Release"/>; null where this object was retired meanwhile.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="number">The number of its stay, if it is not in the room yet.</param>
    public Subscription? BeginJoin(ClientConnection connection, long number)
    {
        lock (_lock)
        {
            if (_retired)
            {
                return null;
            }

            if (_subscriptions.Find(known => known.Connection == connection) is { } again)
            {
                again.Hold();
                return again;
            }

            var subscription = new Subscription(connection, this, new SubscriptionId(gateway, number));
            _subscriptions.Add(subscription);
            return subscription;
        }
    }

    /// <summary>
    /// The room has answered a join; false where the answer cannot be followed, and another must be asked for: it is of an activation that has been
    /// replaced meanwhile, or is older than the first answer that came, so that events lie between the two which this gateway passed over; or it is of
    /// a newer activation than this gateway is attached to.
    /// </summary>
    public bool EndJoin(Subscription subscription, RoomSnapshot snapshot, int requestedHistory, out Applied applied)
    {
        lock (_lock)
        {
            applied = default;
            var answered = new Position(snapshot.Epoch, snapshot.Head);
            if (snapshot.Epoch < _fence || answered < _began)
            {
                return false;
            }

            if (_position != default && snapshot.Epoch > _position.Epoch)
            {
                // A newer activation answered, which may not have been told what this gateway holds: that has to be in the answer, too.
                _needsAttachment = true;
                return false;
            }

            subscription.ReadSeq =
                snapshot.Members.FirstOrDefault(member => member.Person.Id == subscription.Connection.Person.Id)?.ReadSeq ?? 0;
            subscription.Answered(answered);

            // Whoever follows must not tell this member of an earlier time, whether the events up to it have come here yet or not.
            _clock = Math.Max(_clock, snapshot.Clock);
            if (_position == default)
            {
                // The first answer is where this gateway begins; from here on it is moved by events alone, which arrive in order.
                _position = _began = answered;
                _fence = snapshot.Epoch;
                _ended = snapshot.Ended;
                _founder = snapshot.Founder;
                _tail.Clear(snapshot.WholeFrom);
                if (requestedHistory > 0 && snapshot.Entries.Count(entry => entry is MessagePosted) >= requestedHistory)
                {
                    _tail.MissUpTo(snapshot.Entries.First(entry => entry is not Ruling).Seq - 1);
                }

                Array.ForEach(snapshot.Entries, entry => _tail.Add(entry));
                applied = WithRemoved(LetHeldGo());
            }
            else
            {
                ShowAhead(snapshot.Entries);
            }

            return true;
        }
    }

    /// <summary>The room has answered a question for messages; false where the answer is of an activation that has been replaced meanwhile.</summary>
    /// <param name="connection">Who asked.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="after">The number above which the messages are, where that was asked.</param>
    public bool EndFetch(ClientConnection connection, RoomMessages answer, long? after)
    {
        lock (_lock)
        {
            if (answer.Epoch < _fence)
            {
                return false;
            }

            ShowAhead(answer.Entries);
            if (after is { } from && _subscriptions.Find(known => known.Connection == connection) is { } subscription)
            {
                subscription.Fetched(from, answer.To);
            }

            return true;
        }
    }

    /// <summary>The client has its answer; its events may follow.</summary>
    public void Release(Subscription subscription)
    {
        lock (_lock)
        {
            subscription.Release();
        }
    }

    /// <summary>Returns whether the last connection went, and this object with it.</summary>
    public bool Remove(Subscription subscription)
    {
        lock (_lock)
        {
            _subscriptions.Remove(subscription);
            return _retired = _subscriptions.Count == 0;
        }
    }

    /// <summary>Takes one event.</summary>
    public Applied Apply(RoomEvent roomEvent)
    {
        lock (_lock)
        {
            if (roomEvent.Epoch < _fence)
            {
                return new Applied(DeliveryOutcome.Fenced);
            }

            if (_retired)
            {
                return new Applied(DeliveryOutcome.NotKept);
            }

            return _position == default || _isAttaching || _needsAttachment ? Hold(roomEvent) : WithRemoved(ApplyLocked(roomEvent));
        }
    }

    private Applied ApplyLocked(RoomEvent roomEvent)
    {
        if (roomEvent is EpochBegan began)
        {
            return new Applied(DeliveryOutcome.Kept, CatchUpLocked(began.CatchUp));
        }

        if (roomEvent.Epoch < _position.Epoch)
        {
            return new Applied(DeliveryOutcome.Fenced);
        }

        if (roomEvent.Epoch > _position.Epoch || (roomEvent is OrderedEvent next && next.Seq > _position.Seq + 1))
        {
            _needsAttachment = true;
            return Hold(roomEvent) with { NeedsAttachment = true };
        }

        switch (roomEvent)
        {
            case OrderedEvent ordered when ordered.Seq <= _position.Seq:
                return new Applied(DeliveryOutcome.Kept);
            case OrderedEvent ordered:
                _position = Position.Of(ordered);
                _checks.Hear();
                _clock = Math.Max(_clock, ordered.Clock);
                if (ordered is Entry entry)
                {
                    _tail.Add(entry);
                }

                var told = Tell(ordered);
                if (ordered is Ruling ruling)
                {
                    Follow(ruling);
                }

                return told;
            case LateEntries late:
                var delivered = TellLate(late.Entries);
                Follow(late.Entries.Where(static entry => entry is Ruling { Kind: RulingKind.Banned }));
                return new Applied(DeliveryOutcome.Kept, delivered);
            case ReadMoved read:
                foreach (var subscription in _subscriptions.Where(subscription => subscription.Connection.Person.Id == read.User))
                {
                    subscription.ReadSeq = read.Seq;
                }

                break;
        }

        return new Applied(DeliveryOutcome.Kept, FanOut(roomEvent, default));
    }

    private void ShowAhead(Entry[] entries)
    {
        _shownAhead.RemoveAll(entry => entry.Seq <= _position.Seq);
        _shownAhead.AddRange(entries.Where(entry => entry.Seq > _position.Seq && !_shownAhead.Exists(known => known.Seq == entry.Seq)));
        if (_shownAhead.Count > tailCapacity)
        {
            // No room keeps more than that, so none could take the oldest back.
            _shownAhead.RemoveRange(0, _shownAhead.Count - tailCapacity);
        }
    }

    private Applied Hold(RoomEvent roomEvent)
    {
        if (_held.Count >= HeldAtMost)
        {
            // The attachment brings the messages; only what has waited first is kept for it.
            return new Applied(DeliveryOutcome.NotKept);
        }

        _held.Add(roomEvent);
        return new Applied(DeliveryOutcome.Kept);
    }

    private Applied LetHeldGo()
    {
        var held = _held;
        _held = [];
        var all = new Applied(DeliveryOutcome.Kept);
        foreach (var roomEvent in held)
        {
            if (_needsAttachment)
            {
                Hold(roomEvent);
            }
            else if (roomEvent.Epoch >= _fence)
            {
                var (_, delivered, _, within, _) = ApplyLocked(roomEvent);
                all = all with { Delivered = all.Delivered + delivered, TellRosterWithin = all.TellRosterWithin ?? within };
            }
        }

        return all with { NeedsAttachment = _needsAttachment };
    }
}
