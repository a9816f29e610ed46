using OrleansChat.Contracts;

namespace OrleansChat.Grains.Rooms;

/// <summary>
/// The rules of a room. It is the only writer of the room's one order and runs without a silo, a clock or I/O of its own: each method is one
/// turn, takes the time, changes the room at once or refuses, and leaves what the gateways must hear in <see cref="Pending"/>.
/// <list type="bullet">
/// <item>Every ordered event gets the next number and a higher clock; a number is never given twice, by this activation or another.</item>
/// <item>A new activation is the union of what the gateways hold, and says what of the past may be missing.</item>
/// <item>A key that is known is answered as before and never makes a second message.</item>
/// <item>Only members are heard and told.</item>
/// <item>When the last member leaves, everything but the numbers is forgotten in that same turn.</item>
/// </list>
/// </summary>
internal sealed partial class Room
{
    private readonly RoomId _id;
    private readonly RoomLimits _limits;
    private readonly Membership _membership = new();
    private readonly EntryRing _ring;
    private readonly KeyWindow _keys;
    private readonly Typists _typists;
    private readonly EndedSubscriptions _ended = new();
    private readonly List<RoomEvent> _pending = [];
    private LamportClock _clock;
    private long _lastAt;

    /// <param name="id">Which room.</param>
    /// <param name="epoch">This activation's epoch, above every earlier one's.</param>
    /// <param name="limits">The bounds.</param>
    public Room(RoomId id, long epoch, RoomLimits limits)
    {
        _id = id;
        _limits = limits;
        Epoch = epoch;
        Head = RoomNumbers.Before(epoch);
        _ring = new EntryRing(id, limits.RingMessages, limits.RingBytes);
        _keys = new KeyWindow(limits.Keys, limits.KeyLifetime);
        _typists = new Typists(limits.TypingLifetime);

        // An epoch is at least a wall-clock time in milliseconds, so a room that was forgotten and made again goes on above its old times.
        _clock = new LamportClock(epoch);
    }

    public RoomId Id => _id;

    public long Epoch { get; }

    /// <summary>Number of the last ordered event; before the first, the number below it.</summary>
    public long Head { get; private set; }

    public bool IsEmpty => _membership.Count == 0;

    /// <summary>Whether the last member has gone, and everything but the numbers with him; false for a room that nobody was ever in.</summary>
    public bool IsForgotten => IsEmpty && !IsAwaited && WasUsed;

    /// <summary>Where events go: the gateways that hold a member's subscription.</summary>
    public Dictionary<GatewayId, Membership.GatewayTally>.KeyCollection Gateways => _membership.Gateways;

    /// <inheritdoc cref="Membership.IsHolder"/>
    public bool IsHolder(GatewayId gateway) => _membership.IsHolder(gateway);

    /// <inheritdoc cref="Membership.GatewayChanges"/>
    public int GatewayChanges => _membership.GatewayChanges;

    /// <summary>What the turn decided and nobody was told yet; the caller sends it to <see cref="Gateways"/>, in order, and clears it.</summary>
    public IReadOnlyList<RoomEvent> Pending => _pending;

    /// <summary>When <see cref="Expire"/> has something to do, in Unix milliseconds.</summary>
    public long? NextExpiry => Earliest(Earliest(_typists.NextExpiry, _membership.NextLingerEnd), IsAwaited ? _awaitedUntil : null);

    /// <summary>All that the room keeps, oldest first, for a replica.</summary>
    public Entry[] Tail => _ring.All;

    /// <summary>The room has every entry above this number that still counts.</summary>
    public long WholeFrom => _ring.ForgottenUpTo;

    public long Clock => _clock.Now;

    /// <summary>Whether the entry with this number is kept.</summary>
    public bool Holds(long seq) => _ring.Contains(seq);

    public void ClearPending() => _pending.Clear();

    public Reply<RoomSnapshot> Join(JoinRoom join, long now)
    {
        if (join.HoldsMembers && !_membership.Knows(join.Subscription.Gateway))
        {
            // The gateway holds members that this activation has never heard of; it must bring them first.
            return RoomRefusals.Detached;
        }

        if (_ended.Contains(join.Subscription))
        {
            // The gateway has given up on this join and has said so; the join itself was late.
            return RoomRefusals.Ended;
        }

        if (join.Resumes is not null && IsEmpty && !IsAwaited)
        {
            return RoomRefusals.Gone;
        }

        if (Barred(join.Person.Id, now) is { } barred)
        {
            return barred;
        }

        if (_membership.Find(join.Person.Id) is { IsRemoved: true } removed)
        {
            if (removed.Subscriptions.Contains(join.Subscription))
            {
                return RoomRefusals.Ended;
            }

            removed.IsRemoved = false;
        }

        if (_membership.Count >= _limits.Members && _membership.Find(join.Person.Id) is null)
        {
            return new Refused(ChatErrorCode.RoomFull, $"The room has its {_limits.Members} members.", Limit: _limits.Members);
        }

        var continues = join.Resumes is { } position && IsPartOfHistory(position);
        var (member, isNew) = _membership.Add(join.Subscription, join.Person);
        member.Role = join.Role;
        Founder ??= join.Person.Id;
        if (isNew)
        {
            member.ReadSeq = Head;
            SayJoined(member.Person, now);
        }

        WasUsed = true;
        return new RoomSnapshot(
            Epoch, Head, _clock.Now, PageOf(null, _limits.MembersInSnapshot), _membership.Count, _ring.Last(join.History), WholeFrom,
            continues, _lineage.ToArray(), Founder, RoleOf(join.Person.Id));
    }

    /// <summary>
    /// Ends a connection's stay in the room. Who says that he leaves is gone at once; who dropped is kept for a while, so that nobody sees a
    /// connection that breaks and comes back.
    /// </summary>
    public void Leave(SubscriptionId subscription, UserId user, LeaveReason reason, long now)
    {
        _ended.Add(subscription);
        End(subscription, user, reason, now);
    }

    private void End(SubscriptionId subscription, UserId user, LeaveReason reason, long now)
    {
        if (reason == LeaveReason.Disconnected && _limits.Grace > TimeSpan.Zero && _membership.Find(user) is not { IsRemoved: true })
        {
            _membership.Drop(subscription, user, now + (long)_limits.Grace.TotalMilliseconds);
        }
        else
        {
            Remove(subscription, user, reason, now);
        }
    }

    private void Remove(SubscriptionId subscription, UserId user, LeaveReason reason, long now)
    {
        if (_membership.Remove(subscription, user) is { } member)
        {
            SayLeft(member.Person, reason, now);
        }
    }

    /// <summary>
    /// A gateway holds nobody here, up to this number of its stays: what brought them in was overtaken by the word that they had ended, which another
    /// activation may have taken.
    /// </summary>
    public void Detach(GatewayId gateway, long upTo, long now)
    {
        foreach (var (subscription, user) in _membership.SubscriptionsOf(gateway).Where(known => known.Subscription.Number <= upTo))
        {
            End(subscription, user, LeaveReason.Disconnected, now);
        }
    }

    /// <summary>
    /// A gateway is gone, and with it its connections; its clients had the time of its lease to come back elsewhere. The last of all are kept for a
    /// while all the same, as who drops is: it may only have been cut off from who said so, and nobody waits to hear that they went.
    /// </summary>
    public void DropGateway(GatewayId gateway, long now)
    {
        var areLast = Gateways.Count == 1;
        foreach (var (subscription, user) in _membership.SubscriptionsOf(gateway))
        {
            if (areLast)
            {
                End(subscription, user, LeaveReason.Disconnected, now);
            }
            else
            {
                Remove(subscription, user, LeaveReason.Disconnected, now);
            }
        }
    }

    /// <summary>Whether it is known what was answered to a key.</summary>
    public bool Knows(UserId user, string key) => _keys.Answer(MessageKey.Of(user, key)) is not null;

    public Reply<Posted> Post(PostMessage post, long now)
    {
        if (RefusalFor(post.Gateway, post.User, now, out var member) is { } refusal)
        {
            return refusal;
        }

        var key = MessageKey.Of(post.User, post.Key);
        var content = KeyWindow.ContentOf(post.ReplyTo, post.Body);
        if (AnswerTo(key, content, now) is { } answered)
        {
            return answered;
        }

        if (Silenced(post.User, now) is { } silenced)
        {
            return silenced;
        }

        var quote = post.ReplyTo is { } target ? QuoteOf(target) : null;
        if (quote is null && post.ReplyTo is not null)
        {
            return new Refused(ChatErrorCode.TargetGone, "The room does not keep the message that this answers.");
        }

        if (Slowed(post.User, now) is { } slowed)
        {
            return slowed;
        }

        // A message says that its author has stopped typing; clients know that, so it costs no frame of its own.
        _typists.Remove(post.User);
        var stamp = Stamp(now, post.Clock);
        return Accept(key, content, new MessagePosted
        {
            Room = _id, Epoch = Epoch, Seq = stamp.Seq, Clock = stamp.Clock, At = stamp.At, From = member!.Person, Body = post.Body, Key = post.Key,
            ReplyTo = quote, Mentions = MembersAmong(post.Mentions),
        });
    }

    public Reply<Accepted> SetTyping(GatewayId gateway, UserId user, bool on, long now)
    {
        if (RefusalFor(gateway, user, out var member) is { } refusal)
        {
            return refusal;
        }

        if (on && Silenced(user, now) is { } silenced)
        {
            return silenced;
        }

        if (_typists.Set(member!.Person, on, now))
        {
            Signal(member.Person, on);
        }

        return Accepted.Instance;
    }

    /// <summary>Ends the typing of those who have been silent for too long, and the stay of those who have not come back.</summary>
    public void Expire(long now)
    {
        if (IsAwaited && _awaitedUntil <= now)
        {
            _awaitedUntil = 0;
            if (IsEmpty)
            {
                Forget();
            }
        }

        foreach (var member in _membership.RemoveLingering(now))
        {
            SayLeft(member.Person, LeaveReason.Disconnected, now);
        }

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
            var hasMore = newer.Length > 0 && newer[^1].Seq < _ring.Newest;
            return new RoomMessages(Epoch, Head, WithTargets(newer), hasMore, hasMore ? newer[^1].Seq : Head);
        }

        var older = _ring.Before(before ?? long.MaxValue, limit);
        return new RoomMessages(Epoch, Head, WithChanges(older), HasMore: older.Length > 0 && _ring.MessagesUpTo(older[0].Seq - 1) > 0, Head);
    }

    private Entry[] WithTargets(Entry[] entries)
    {
        var targets = entries.OfType<MessageChanged>().Select(change => _ring.Find(change.Target.Seq)).OfType<MessagePosted>();
        var orphans = entries.Where(entry => entry is Ruling || (entry is MessageChanged change && !_ring.Contains(change.Target.Seq)));
        return WithChanges([.. entries.OfType<MessagePosted>().Concat(targets).DistinctBy(message => message.Seq).OrderBy(message => message.Seq)], orphans);
    }

    private Entry[] WithChanges(MessagePosted[] messages, IEnumerable<Entry>? orphans = null) =>
        [.. messages, .. messages.SelectMany(message => _ring.ChangesOf(message.Seq)).Concat(orphans ?? []).OrderBy(change => change.Seq)];

    public Reply<RoomMembers> Members(GatewayId gateway, UserId user, UserId? after, int limit)
    {
        if (RefusalFor(gateway, user, out _) is { } refusal)
        {
            return refusal;
        }

        var page = PageOf(after, limit + 1);
        return new RoomMembers(page.Length > limit ? page[..limit] : page, _membership.Count, HasMore: page.Length > limit);
    }

    /// <summary>Quotes a message as it is now; null where it is not here or was deleted.</summary>
    private Quote? QuoteOf(Position place)
    {
        if (Find(place) is not { } message)
        {
            return null;
        }

        MessageChanged[] changes = [.. _ring.ChangesOf(message.Seq)];
        return Array.Exists(changes, static change => change.Kind is ChangeKind.Deleted) ? null
            : Quotes.Of(message, Array.FindLast(changes, static change => change.Kind is ChangeKind.Edited)?.Body ?? message.Body);
    }

    /// <summary>Who left a moment ago is no reason to refuse what was written to him.</summary>
    private UserId[]? MembersAmong(UserId[]? users) =>
        users is null ? null : Array.FindAll(users, user => _membership.Find(user) is not null) is { Length: > 0 } members ? members : null;

    private Refused? RefusalFor(GatewayId gateway, UserId user, out Member? member)
    {
        member = _membership.Find(user);
        if (!_membership.Hear(gateway))
        {
            return RoomRefusals.Detached;
        }

        return member is null or { IsRemoved: true } ? new Refused(ChatErrorCode.NotAMember, "Join the room first.") : null;
    }

    /// <summary>As above; says to whom was banned that he was.</summary>
    private Refused? RefusalFor(GatewayId gateway, UserId user, long now, out Member? member) =>
        RefusalFor(gateway, user, out member) is { } refusal ? refusal.Code == ChatErrorCode.NotAMember ? Barred(user, now) ?? refusal : refusal : null;

    /// <summary>What was answered to a key, or that it was used for something else; null where it is new.</summary>
    private Reply<Posted>? AnswerTo(MessageKey key, string content, long now) => _keys.Find(key, content, now, out var differs) is not { } answered ? null
        : differs ? new Refused(ChatErrorCode.KeyReused, "This key was used for something else; use a new key for each message and each change.")
        : answered with { Duplicate = true };

    private Posted Accept(MessageKey key, string content, Entry entry)
    {
        var posted = PlaceOf(entry);
        _ring.Add(entry);
        _keys.Remember(key, content, posted);
        _pending.Add(entry);
        return posted;
    }

    private static Posted PlaceOf(Entry entry) => new(entry.EntryId, entry.Epoch, entry.Seq, entry.Clock, entry.At, Duplicate: false);

    private void SayJoined(Person person, long now)
    {
        var stamp = Stamp(now);
        _pending.Add(new MemberJoined
        {
            Room = _id, Epoch = Epoch, Seq = stamp.Seq, Clock = stamp.Clock, At = stamp.At, Member = person, MemberCount = _membership.Count, Role = RoleOf(person.Id),
        });
    }

    private void SayLeft(Person person, LeaveReason reason, long now)
    {
        _typists.Remove(person.Id);
        if (IsEmpty && !IsAwaited)
        {
            Forget();
            return;
        }

        var stamp = Stamp(now);
        _pending.Add(new MemberLeft
        {
            Room = _id, Epoch = Epoch, Seq = stamp.Seq, Clock = stamp.Clock, At = stamp.At, Member = person, Reason = reason, MemberCount = _membership.Count,
        });
    }

    private (long Seq, long Clock, long At) Stamp(long now, long senderClock = 0)
    {
        // Wall clocks step back; the times in a room do not.
        _lastAt = Math.Max(_lastAt, now);
        return (++Head, _clock.Tick(senderClock), _lastAt);
    }

    private void Signal(Person person, bool on) =>
        _pending.Add(new TypingChanged { Room = _id, Epoch = Epoch, Member = person, On = on });

    private static long? Earliest(long? left, long? right) => left is { } time ? Math.Min(time, right ?? time) : right;

    private void Forget()
    {
        _forgottenUpTo = Head;
        _isPastUnheard = false;
        _ring.Clear(Head);
        _lineage.Clear();
        _keys.Clear();
        _typists.Clear();
        (Founder, _heardAt) = (null, null);
        _pending.Clear();
    }
}
