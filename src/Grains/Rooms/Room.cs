using OrleansChat.Contracts;

namespace OrleansChat.Grains.Rooms;

/// <summary>
/// The rules of a room. It is the only writer of the room's one order and runs without a silo, a clock or I/O of its own: each method is one
/// turn, takes the time, changes the room at once or refuses, and leaves what the gateways must hear in <see cref="Pending"/>.
/// <list type="bullet">
/// <item>Every ordered event gets the next number and a higher clock; a number is never given twice.</item>
/// <item>A key that is known is answered as before and never makes a second message.</item>
/// <item>Only members are heard and told.</item>
/// <item>When the last member leaves, everything but the numbers is forgotten in that same turn.</item>
/// </list>
/// </summary>
internal sealed class Room
{
    private readonly RoomId _id;
    private readonly RoomLimits _limits;
    private readonly Membership _membership = new();
    private readonly MessageRing _ring;
    private readonly KeyWindow _keys;
    private readonly Typists _typists;
    private readonly List<RoomEvent> _pending = [];
    private LamportClock _clock;
    private Recovery _recovery;
    private long _lastAt;
    private long? _firstPosted;

    /// <param name="id">Which room.</param>
    /// <param name="epoch">This activation's epoch, above every earlier one's.</param>
    /// <param name="limits">The bounds.</param>
    public Room(RoomId id, long epoch, RoomLimits limits)
    {
        _id = id;
        _limits = limits;
        Epoch = epoch;
        _ring = new MessageRing(limits.RingMessages, limits.RingBytes);
        _keys = new KeyWindow(limits.Keys, limits.KeyLifetime);
        _typists = new Typists(limits.TypingLifetime);

        // An epoch is at least a wall-clock time in milliseconds, so a room that was forgotten and made again goes on above its old times.
        _clock = new LamportClock(epoch);
    }

    public long Epoch { get; private set; }

    /// <summary>Number of the last ordered event; 0 before the first.</summary>
    public long Head { get; private set; }

    public bool IsEmpty => _membership.Count == 0;

    /// <summary>Where events go: the gateways that hold a member's connection.</summary>
    public Dictionary<GatewayId, int>.KeyCollection Gateways => _membership.Gateways;

    /// <summary>What the turn decided and nobody was told yet; the caller sends it to <see cref="Gateways"/>, in order, and clears it.</summary>
    public IReadOnlyList<RoomEvent> Pending => _pending;

    /// <summary>When <see cref="ExpireTyping"/> has something to do, in Unix milliseconds.</summary>
    public long? NextTypingExpiry => _typists.NextExpiry;

    public void ClearPending() => _pending.Clear();

    public Reply<RoomSnapshot> Join(ConnectionId connection, Person person, int history, long knownEpoch, long now)
    {
        if (knownEpoch != 0 && knownEpoch != Epoch)
        {
            // The gateway holds members that this activation has never heard of; it must bring them first.
            return RoomRefusals.Detached;
        }

        if (_membership.Count >= _limits.Members && _membership.Find(person.Id) is null)
        {
            return new Refused(ChatErrorCode.RoomFull, $"The room has its {_limits.Members} members.", Limit: _limits.Members);
        }

        var (member, isNew) = _membership.Add(connection, person);
        if (isNew)
        {
            member.ReadSeq = Head;
            var stamp = Stamp(now);
            _pending.Add(new MemberJoined
            {
                Room = _id, Epoch = Epoch, Seq = stamp.Seq, Clock = stamp.Clock, At = stamp.At, Member = person, MemberCount = _membership.Count,
            });
        }

        return new RoomSnapshot(
            Epoch, Head, _clock.Now, _membership.Page(null, _limits.MembersInSnapshot), _membership.Count, _ring.Last(history));
    }

    public void Leave(ConnectionId connection, UserId user, LeaveReason reason, long now)
    {
        if (_membership.Remove(connection, user) is not { } member)
        {
            return;
        }

        _typists.Remove(user);
        if (IsEmpty)
        {
            Forget();
            return;
        }

        var stamp = Stamp(now);
        _pending.Add(new MemberLeft
        {
            Room = _id, Epoch = Epoch, Seq = stamp.Seq, Clock = stamp.Clock, At = stamp.At,
            Member = member.Person, Reason = reason, MemberCount = _membership.Count,
        });
    }

    public Reply<Posted> Post(GatewayId gateway, UserId user, string key, string body, long senderClock, long now)
    {
        if (RefusalFor(gateway, user, out var member) is { } refusal)
        {
            return refusal;
        }

        if (_keys.Find(user, key, body, now, out var bodyDiffers) is { } answered)
        {
            return bodyDiffers
                ? new Refused(ChatErrorCode.KeyReused, "This key was used for another body; use a new key for a new message.")
                : answered with { Duplicate = true };
        }

        // A message says that its author has stopped typing; clients know that, so it costs no frame of its own.
        _typists.Remove(user);
        var stamp = Stamp(now, senderClock);
        var message = new MessagePosted
        {
            Room = _id, Epoch = Epoch, Seq = stamp.Seq, Clock = stamp.Clock, At = stamp.At, From = member!.Person, Body = body, Key = key,
        };
        var posted = new Posted(message.MessageId, Epoch, stamp.Seq, stamp.Clock, stamp.At, Duplicate: false);
        _ring.Add(message);
        _firstPosted ??= message.Seq;
        _keys.Remember(user, key, body, posted);
        _pending.Add(message);
        return posted;
    }

    public Reply<Accepted> SetTyping(GatewayId gateway, UserId user, bool on, long now)
    {
        if (RefusalFor(gateway, user, out var member) is { } refusal)
        {
            return refusal;
        }

        if (_typists.Set(member!.Person, on, now))
        {
            Signal(member.Person, on);
        }

        return Accepted.Instance;
    }

    /// <summary>Ends the typing of those who have been silent for too long.</summary>
    public void ExpireTyping(long now)
    {
        foreach (var person in _typists.Expire(now))
        {
            Signal(person, on: false);
        }
    }

    public Reply<Accepted> MarkRead(GatewayId gateway, UserId user, long seq)
    {
        if (RefusalFor(gateway, user, out var member) is { } refusal)
        {
            return refusal;
        }

        var read = Math.Min(seq, Head);
        if (read > member!.ReadSeq)
        {
            member.ReadSeq = read;
            _pending.Add(new ReadMoved { Room = _id, Epoch = Epoch, User = user, Seq = read });
        }

        return Accepted.Instance;
    }

    public Reply<RoomMessages> Fetch(GatewayId gateway, UserId user, long? before, long? after, int limit)
    {
        if (RefusalFor(gateway, user, out _) is { } refusal)
        {
            return refusal;
        }

        if (after is { } position)
        {
            if (position < _ring.ForgottenUpTo)
            {
                return new Refused(
                    ChatErrorCode.RangeEvicted,
                    $"The room keeps {_limits.RingMessages} messages, and some after {position} are gone; join again for what is kept.");
            }

            var newer = _ring.After(position, limit);
            return new RoomMessages(Epoch, Head, newer, HasMore: newer.Length > 0 && newer[^1].Seq < _ring[_ring.Count - 1].Seq);
        }

        var older = _ring.Before(before ?? long.MaxValue, limit);
        return new RoomMessages(Epoch, Head, older, HasMore: older.Length > 0 && older[0].Seq > _ring[0].Seq);
    }

    public Reply<RoomMembers> Members(GatewayId gateway, UserId user, UserId? after, int limit)
    {
        if (RefusalFor(gateway, user, out _) is { } refusal)
        {
            return refusal;
        }

        var page = _membership.Page(after, limit + 1);
        return new RoomMembers(page.Length > limit ? page[..limit] : page, _membership.Count, HasMore: page.Length > limit);
    }

    /// <summary>
    /// Takes over what a gateway holds of the room. After the loss of a silo the gateways are the replicas: the room becomes the union of what
    /// they offer, and its numbers go on above all that they have seen.
    /// </summary>
    public RoomAttached Attach(AttachGateway gateway)
    {
        var hasHeardThisActivation = gateway.Epoch == Epoch;
        if (gateway.Epoch > Epoch)
        {
            // The clock that gave this activation its epoch was behind the last one's; what it says under its own would be taken for the past.
            Epoch = gateway.Epoch + 1;
        }

        foreach (var attached in gateway.Members)
        {
            var (member, _) = _membership.Add(attached.Connection, attached.Person);
            member.ReadSeq = Math.Max(member.ReadSeq, attached.ReadSeq);
        }

        Head = Math.Max(Head, Math.Max(gateway.Head, gateway.HighestSeq));
        _clock.Observe(gateway.Clock);
        if (!hasHeardThisActivation)
        {
            _ring.MissUpTo(_recovery.Add(gateway));
        }

        if (IsEmpty)
        {
            // Its members left on the way here: what was said among them is nobody's any more.
            Forget();
        }
        else
        {
            TakeOver(gateway.Tail);
        }

        // Its own numbers hide those that newcomers were given meanwhile: it takes them for events that it has passed on.
        var hidesMessages = !hasHeardThisActivation && _firstPosted <= gateway.Head;
        return new RoomAttached(
            Epoch, Head, Complete: gateway.Head >= _ring.ForgottenUpTo && !hidesMessages, _ring.After(gateway.Head, _limits.RingMessages));
    }

    private void TakeOver(MessagePosted[] tail)
    {
        _ring.Merge(tail);
        foreach (var message in tail)
        {
            _lastAt = Math.Max(_lastAt, message.At);
            if (!_keys.Knows(message.From.Id, message.Key))
            {
                var posted = new Posted(message.MessageId, message.Epoch, message.Seq, message.Clock, message.At, Duplicate: false);
                _keys.Remember(message.From.Id, message.Key, message.Body, posted);
            }
        }
    }

    private Refused? RefusalFor(GatewayId gateway, UserId user, out Member? member)
    {
        member = _membership.Find(user);
        if (!_membership.Knows(gateway))
        {
            return RoomRefusals.Detached;
        }

        return member is null ? new Refused(ChatErrorCode.NotAMember, "Join the room first.") : null;
    }

    private (long Seq, long Clock, long At) Stamp(long now, long senderClock = 0)
    {
        // Wall clocks step back; the times in a room do not.
        _lastAt = Math.Max(_lastAt, now);
        return (++Head, _clock.Tick(senderClock), _lastAt);
    }

    private void Signal(Person person, bool on) =>
        _pending.Add(new TypingChanged { Room = _id, Epoch = Epoch, Member = person, On = on });

    private void Forget()
    {
        _ring.Clear(Head);
        _firstPosted = null;
        _keys.Clear();
        _typists.Clear();
        _pending.Clear();
    }
}
