using OrleansChat.Contracts;

namespace OrleansChat.Grains.Rooms;

/// <summary>Who may decide what about whom, and what follows from it.</summary>
internal sealed partial class Room
{
    /// <summary>When whom the room heard last, while there is a time between two messages.</summary>
    private Dictionary<UserId, long>? _heardAt;

    /// <summary>Who made the room by entering it first; null where that is not known.</summary>
    public UserId? Founder { get; private set; }

    /// <summary>Decides something about a member or the room.</summary>
    public Reply<Posted> Rule(GiveRuling command, long now)
    {
        if (RefusalFor(command.Gateway, command.User, now, out var member) is { } refusal)
        {
            return refusal;
        }

        var key = MessageKey.Of(command.User, command.Key);
        var content = KeyWindow.ContentOf(command.Kind, command.Subject, command.Until, command.Value, command.Reason);
        if (AnswerTo(key, content, now) is { } answered)
        {
            return answered;
        }

        if (RefusalFor(command, member!, now) is { } refused)
        {
            return refused;
        }

        var stamp = Stamp(now, command.Clock);
        var ruling = new Ruling
        {
            Room = _id, Epoch = Epoch, Seq = stamp.Seq, Clock = stamp.Clock, At = stamp.At, From = member!.Person, Body = command.Reason, Key = command.Key,
            Kind = command.Kind, Subject = command.Subject is { } subject ? PersonOf(subject) : null, Until = command.Until, Value = command.Value,
        };
        var reply = Accept(key, content, ruling);
        Follow(ruling, now);
        return reply;
    }

    /// <summary>Who decided what, for those who may decide.</summary>
    public Reply<RoomRulings> Audit(ListRulings query) => RefusalFor(query.Gateway, query.User, out _) is { } refusal ? refusal
        : RoleOf(query.User) < RoomRole.Moderator ? new Refused(ChatErrorCode.Forbidden, "This needs the role moderator in the room.")
        : new RoomRulings([.. _ring.Rulings.All]);

    /// <summary>What a member may do here: what he was given, and what he may anywhere.</summary>
    public RoomRole RoleOf(UserId user)
    {
        if (Founder == user)
        {
            return RoomRole.Owner;
        }

        var given = _ring.Rulings.Holding(RulingKind.Role, user, now: 0)?.Value ?? 0;
        return (RoomRole)Math.Max(given, (int)(_membership.Find(user)?.Role ?? RoomRole.Member));
    }

    private Refused? RefusalFor(GiveRuling command, Member member, long now)
    {
        var role = RoleOf(command.User);
        if (role < (command.Kind is RulingKind.Role ? RoomRole.Admin : RoomRole.Moderator))
        {
            return new Refused(ChatErrorCode.Forbidden, $"This needs the role {(command.Kind is RulingKind.Role ? "admin" : "moderator")} in the room.");
        }

        if (command.Subject is { } subject && RoleOf(subject) >= role)
        {
            return new Refused(ChatErrorCode.Forbidden, subject == member.Person.Id ? "This cannot be done to oneself." : "This needs a higher role than the user's own.");
        }

        if (command.Kind is RulingKind.Role && (RoomRole)command.Value >= role)
        {
            return new Refused(ChatErrorCode.Forbidden, "Only roles below one's own can be given.");
        }

        if (command.Kind is RulingKind.Kicked && _membership.Find(command.Subject!.Value) is null)
        {
            return new Refused(ChatErrorCode.BadRequest, "user: is not in the room.");
        }

        return command.Until != 0 && command.Until <= now ? new Refused(ChatErrorCode.BadRequest, "until: is over already; give a later time, in Unix milliseconds.")
            : Binds(command.Kind, command.Value) && _ring.Rulings.CountHolding(now) >= Rulings.Capacity
                ? new Refused(ChatErrorCode.TooLarge, $"The room keeps {Rulings.Capacity} decisions that hold; take some back.", Limit: Rulings.Capacity)
            : null;
    }

    /// <summary>Whether a ruling is one more that holds, and none that takes another one back.</summary>
    private static bool Binds(RulingKind kind, int value) => kind is RulingKind.Banned or RulingKind.Muted or RulingKind.Frozen || (kind is RulingKind.Role or RulingKind.Slowed && value > 0);

    /// <summary>
    /// From here on the room takes nothing of who must leave. His connections end where they are held, which say so then: until that they stay in the list, so that
    /// their gateways hear of it.
    /// </summary>
    private void Follow(Ruling ruling, long now)
    {
        if (ruling.Kind is RulingKind.Slowed)
        {
            _heardAt = null;
        }

        if (ruling is not ({ Removes: true } or { Kind: RulingKind.Muted }))
        {
            return;
        }

        var user = ruling.Subject!.Id;
        if (_typists.Remove(user))
        {
            Signal(ruling.Subject, on: false);
        }

        if (!ruling.Removes || _membership.Find(user) is not { } member)
        {
            return;
        }

        member.IsRemoved = true;
        if (member.IsLingering)
        {
            _membership.Remove(user);
            SayLeft(member.Person, LeaveReason.Removed, now);
        }
    }

    /// <summary>Why somebody may not come in; null where he may.</summary>
    private Refused? Barred(UserId user, long now) => _ring.Rulings.Holding(RulingKind.Banned, user, now) is not { } ban ? null
        : new Refused(ChatErrorCode.Banned, Because("You were banned from this room", ban), RetryAfterMs: Rest(ban, now));

    /// <summary>Why a member may not say anything now; null where he may.</summary>
    private Refused? Silenced(UserId user, long now)
    {
        if (_ring.Rulings.Count == 0)
        {
            return null;
        }

        if (_ring.Rulings.Holding(RulingKind.Muted, user, now) is { } mute)
        {
            return new Refused(ChatErrorCode.Muted, Because("You were muted in this room", mute), RetryAfterMs: Rest(mute, now));
        }

        return _ring.Rulings.Holding(RulingKind.Frozen, null, now) is { } frost && RoleOf(user) < RoomRole.Moderator
            ? new Refused(ChatErrorCode.RoomFrozen, Because("The room is frozen", frost), RetryAfterMs: Rest(frost, now))
            : null;
    }

    /// <summary>Why a member must wait before the next message, where there is a time between two; null where he need not.</summary>
    private Refused? Slowed(UserId user, long now)
    {
        if (_ring.Rulings.Count == 0 || _ring.Rulings.Holding(RulingKind.Slowed, null, now) is not { Value: > 0 and var interval } || RoleOf(user) >= RoomRole.Moderator)
        {
            return null;
        }

        // What was said before this activation, or before the rule, counts as well.
        _heardAt ??= _ring.All.OfType<MessagePosted>().GroupBy(message => message.From.Id).ToDictionary(said => said.Key, said => said.Max(message => message.At));
        var wait = _heardAt.TryGetValue(user, out var heardAt) ? heardAt + interval - now : 0;
        if (wait > 0)
        {
            return new Refused(ChatErrorCode.SlowMode, $"One message in {interval} ms may be sent here.", RetryAfterMs: wait, Limit: 1);
        }

        foreach (var (other, at) in _heardAt)
        {
            if (at + interval <= now)
            {
                _heardAt.Remove(other);
            }
        }

        _heardAt[user] = now;
        return null;
    }

    /// <summary>As who was last seen: of somebody who is not here nothing but the id is known.</summary>
    private Person PersonOf(UserId user) => _membership.Find(user)?.Person ?? _ring.Rulings.All.LastOrDefault(ruling => ruling.Subject?.Id == user)?.Subject ?? new Person(user, user.Value);

    private RoomMember[] PageOf(UserId? after, int limit)
    {
        var page = _membership.Page(after, limit);
        for (var i = 0; i < page.Length; i++)
        {
            if (RoleOf(page[i].Person.Id) is not RoomRole.Member and var role)
            {
                page[i] = page[i] with { Role = role };
            }
        }

        return page;
    }

    private static string Because(string what, Ruling ruling) => ruling.Body.Length == 0 ? $"{what}." : $"{what}: {ruling.Body}";

    private static long? Rest(Ruling ruling, long now) => ruling.Until == 0 ? null : ruling.Until - now;
}
