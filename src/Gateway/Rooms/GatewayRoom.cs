using OrleansChat.Contracts;
using OrleansChat.Gateway.Fanout;
using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Gateway.Rooms;

/// <summary>
/// A room as this gateway knows it: the connections it has there, where it stands in the room's order, and the room's tail. It lets
/// every event through once and in order, and notices what is missing; it decides nothing about the room itself.
/// </summary>
internal sealed class GatewayRoom(RoomId id, int tailCapacity)
{
    private const int HeldAtMost = 4096;

    private readonly Lock _lock = new();
    private readonly List<Subscription> _subscriptions = [];
    private readonly Queue<MessagePosted> _tail = new();
    private List<RoomEvent>? _heldWhileAttaching;
    private Task? _attaching;
    private long _epoch;
    private long _head;
    private long _clock;
    private long _highestAnswer;
    private Position _tailEnd;
    private bool _retired;

    public RoomId Id { get; } = id;

    /// <summary>Takes a connection in and holds its events back until <see cref="Release"/>; null where this object was retired meanwhile.</summary>
    public Subscription? BeginJoin(Connections.ClientConnection connection)
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

            var subscription = new Subscription(connection, Id);
            _subscriptions.Add(subscription);
            return subscription;
        }
    }

    /// <summary>The epoch in which this gateway holds members here; 0 where it holds none yet.</summary>
    public long KnownEpoch
    {
        get
        {
            lock (_lock)
            {
                return _subscriptions.Exists(subscription => subscription.IsMember) ? _epoch : 0;
            }
        }
    }

    /// <summary>The room has answered a join.</summary>
    public void EndJoin(Subscription subscription, RoomSnapshot snapshot)
    {
        lock (_lock)
        {
            // Where the gateway stands is moved by events alone, which arrive in order: an answer may overtake events that others still wait for.
            _epoch = Math.Max(_epoch, snapshot.Epoch);
            _highestAnswer = Math.Max(_highestAnswer, snapshot.Head);
            _clock = Math.Max(_clock, snapshot.Clock);
            foreach (var message in snapshot.Messages)
            {
                Remember(message);
            }

            subscription.ReadSeq =
                snapshot.Members.FirstOrDefault(member => member.Person.Id == subscription.Connection.Person.Id)?.ReadSeq ?? 0;
            subscription.Answered(new Position(snapshot.Epoch, snapshot.Head));
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

    /// <summary>Takes one event; <paramref name="delivered"/> counts the connections that it went to.</summary>
    /// <returns>False where something before it is missing: the gateway must attach, and the event waits until then.</returns>
    public bool Apply(RoomEvent roomEvent, out int delivered)
    {
        lock (_lock)
        {
            return ApplyLocked(roomEvent, out delivered);
        }
    }

    /// <summary>At most one attachment at a time; whoever asks meanwhile waits for the same one.</summary>
    public Task AttachOnceAsync(Func<Task> attach)
    {
        lock (_lock)
        {
            return _attaching is { IsCompleted: false } ? _attaching : _attaching = attach();
        }
    }

    /// <summary>Whether events wait for an attachment that is under way or must come.</summary>
    public bool NeedsAttachment
    {
        get
        {
            lock (_lock)
            {
                return _heldWhileAttaching is not null;
            }
        }
    }

    /// <summary>Describes what this gateway holds of the room; events wait until <see cref="CompleteAttach"/> or <see cref="AbandonAttach"/>.</summary>
    public AttachGateway BeginAttach(GatewayId gateway, IGatewayObserver observer)
    {
        lock (_lock)
        {
            _heldWhileAttaching ??= [];
            var members = _subscriptions
                .Where(subscription => subscription.IsMember)
                .Select(subscription => new AttachedMember(subscription.Connection.Id, subscription.Connection.Person, subscription.ReadSeq))
                .ToArray();
                        return new AttachGateway(gateway, observer, _epoch, Reached, _clock, members, [.. _tail], Math.Max(_head, _highestAnswer));
        }
    }

    /// <summary>The room knows this gateway again. Returns false where something is still missing.</summary>
    public bool CompleteAttach(RoomAttached attached, out int delivered)
    {
        lock (_lock)
        {
            delivered = 0;
            if (attached.Epoch > _epoch)
            {
                Tell(new EpochFrame(Id.Value, attached.Epoch, Reached, attached.Complete, []));
            }

            if (!attached.Complete)
            {
                Tell(new ResyncFrame(Id.Value, "Some messages could not be recovered."));
            }

            _epoch = Math.Max(_epoch, attached.Epoch);
            foreach (var missed in attached.Missed)
            {
                if (missed.Seq > _head)
                {
                    Remember(missed);
                    delivered += FanOut(missed);
                }
            }

            _head = Math.Max(_head, attached.Head);
            return LetHeldGo(ref delivered);
        }
    }

    /// <summary>The room could not be reached. What waits is dropped: the next attachment brings it.</summary>
    public void AbandonAttach()
    {
        lock (_lock)
        {
            _heldWhileAttaching = [];
        }
    }

    private bool ApplyLocked(RoomEvent roomEvent, out int delivered)
    {
        delivered = 0;
        if (_heldWhileAttaching is { } held)
        {
            if (held.Count < HeldAtMost)
            {
                held.Add(roomEvent);
            }

            return true;
        }

        if (roomEvent.Epoch < _epoch)
        {
            // A lower epoch is an activation that has been replaced: nothing it says is true any more.
            return true;
        }

        if (IsAhead(roomEvent))
        {
            _heldWhileAttaching = [roomEvent];
            return false;
        }

        if (roomEvent is OrderedEvent ordered)
        {
            if (ordered.Seq <= _head)
            {
                return true;
            }

            _head = ordered.Seq;
            _clock = ordered.Clock;
        }

        _epoch = roomEvent.Epoch;
        Note(roomEvent);
        delivered = FanOut(roomEvent);
        return true;
    }

    private bool IsAhead(RoomEvent roomEvent) =>
        (_epoch != 0 && roomEvent.Epoch > _epoch) || (Reached is not 0 and var reached && roomEvent is OrderedEvent ordered && ordered.Seq > reached + 1);

    /// <summary>
    /// Up to where all members here have everything: before the first event, up to the lowest answer, because a later answer may have overtaken
    /// events that the members before it still wait for.
    /// </summary>
    private long Reached =>
        _head != 0 ? _head : _subscriptions.Where(subscription => subscription.IsMember).Select(subscription => subscription.AnsweredSeq).DefaultIfEmpty().Min();

    private bool LetHeldGo(ref int delivered)
    {
        var held = _heldWhileAttaching ?? [];
        _heldWhileAttaching = null;
        var complete = true;
        foreach (var roomEvent in held)
        {
            complete &= ApplyLocked(roomEvent, out var more);
            delivered += more;
        }

        return complete;
    }

    private void Note(RoomEvent roomEvent)
    {
        switch (roomEvent)
        {
            case MessagePosted message:
                Remember(message);
                break;
            case ReadMoved read:
                foreach (var subscription in _subscriptions.Where(subscription => subscription.Connection.Person.Id == read.User))
                {
                    subscription.ReadSeq = read.Seq;
                }

                break;
        }
    }

    private void Remember(MessagePosted message)
    {
        var position = Position.Of(message);
        if (position <= _tailEnd)
        {
            return;
        }

        if (_tail.Count == tailCapacity)
        {
            _tail.Dequeue();
        }

        _tail.Enqueue(message);
        _tailEnd = position;
    }

    private int FanOut(RoomEvent roomEvent)
    {
        var encoded = new EncodedEvent(roomEvent);
        var position = Position.Of(roomEvent);
        var delivered = 0;
        foreach (var subscription in _subscriptions)
        {
            if (subscription.Offer(encoded, position))
            {
                delivered++;
            }
        }

        return delivered;
    }

    private void Tell(Frame frame)
    {
        var outbound = FrameEncoder.Encode(frame);
        foreach (var subscription in _subscriptions)
        {
            subscription.Offer(outbound);
        }
    }
}
