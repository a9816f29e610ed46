using OrleansChat.Contracts;
using OrleansChat.Grains.Interfaces;
using OrleansChat.Grains.Rooms;

namespace OrleansChat.Domain.Tests.Rooms;

/// <summary>
/// A room as one would write it down to explain it: plain lists, everything looked up by walking through them. It is slow, and short enough to
/// be seen to be right. Answers are flat lists of values, so that they compare by value.
/// </summary>
internal sealed class NaiveRoom(RoomLimits limits)
{
    private const long Epoch = RoomDriver.Epoch;

    private readonly List<(SubscriptionId Subscription, Person Person)> _subscriptions = [];
    private readonly List<SubscriptionId> _ended = [];
    private readonly List<(UserId User, long Seq)> _read = [];
    private readonly List<MessagePosted> _said = [];
    private readonly List<(UserId User, string Key, string Body, Posted Answer)> _keys = [];
    private readonly List<(Person Person, long Until)> _typing = [];
    private readonly List<(Person Person, long Until)> _lingering = [];
    private long _clock = Epoch;
    private long _at;
    private long _emptiedAt;
    private Person? _founder;

    public long Head { get; private set; } = RoomDriver.Before;

    public List<RoomEvent> Events { get; } = [];

    public IEnumerable<GatewayId> Gateways => _subscriptions.Select(joined => joined.Subscription.Gateway).Distinct();

    public long? NextExpiry => _typing.Concat(_lingering).Select(expiring => (long?)expiring.Until).Min();

    /// <summary>The subscriptions that a gateway has here.</summary>
    public (SubscriptionId Subscription, Person Person)[] SubscriptionsOf(GatewayId gateway) =>
        [.. _subscriptions.Where(joined => joined.Subscription.Gateway == gateway).OrderBy(joined => joined.Person.Id.Value, StringComparer.Ordinal)];

    private Person[] People =>
    [
        .. _subscriptions.Select(joined => joined.Person).Concat(_lingering.Select(lingering => lingering.Person)).Distinct()
            .OrderBy(person => person.Id.Value, StringComparer.Ordinal),
    ];

    private IEnumerable<object> Read => People.Select(person => new RoomMember(person, _read.Single(read => read.User == person.Id).Seq, RoleOf(person)));

    private RoomRole RoleOf(Person person) => person == _founder ? RoomRole.Owner : RoomRole.Member;

    public object[] Join(SubscriptionId subscription, Person person, int history, bool holdsMembers, Position? resumes, long now)
    {
        if (holdsMembers && !Gateways.Contains(subscription.Gateway))
        {
            return [RoomRefusals.DetachedCode];
        }

        if (_ended.Contains(subscription))
        {
            return [RoomRefusals.Ended.Code];
        }

        if (resumes is not null && People.Length == 0)
        {
            return [RoomRefusals.GoneCode];
        }

        if (!People.Contains(person) && People.Length >= limits.Members)
        {
            return [ChatErrorCode.RoomFull];
        }

        var continues = resumes is { } position && position.Epoch == Epoch && position.Seq >= WholeFrom && position.Seq <= Head;
        _founder ??= person;
        Admit(subscription, person, Head, now);
        return [Epoch, Head, _clock, WholeFrom, continues, People.Length, .. Read.Take(limits.MembersInSnapshot), .. Kept().TakeLast(history)];
    }

    public void Leave(SubscriptionId subscription, Person person, LeaveReason reason, long now)
    {
        _ended.Add(subscription);
        EndStay(subscription, person, reason, now);
    }

    private void EndStay(SubscriptionId subscription, Person person, LeaveReason reason, long now)
    {
        if (!_subscriptions.Remove((subscription, person)) || People.Contains(person))
        {
            return;
        }

        if (reason == LeaveReason.Disconnected)
        {
            _lingering.Add((person, now + (long)limits.Grace.TotalMilliseconds));
        }
        else
        {
            End(person, reason, now);
        }
    }

    public void DropGateway(GatewayId gateway, long now)
    {
        var areLast = Gateways.All(other => other == gateway);
        foreach (var (subscription, person) in SubscriptionsOf(gateway))
        {
            if (areLast)
            {
                EndStay(subscription, person, LeaveReason.Disconnected, now);
            }
            else if (_subscriptions.Remove((subscription, person)) && !People.Contains(person))
            {
                End(person, LeaveReason.Disconnected, now);
            }
        }
    }

    public object[] Check(GatewayId gateway, Position position, SubscriptionId[] subscriptions) =>
        [position.Epoch == Epoch && subscriptions.ToHashSet().SetEquals(SubscriptionsOf(gateway).Select(joined => joined.Subscription)), Head];

    public object[] Attach(GatewayId gateway, long head, (SubscriptionId Subscription, Person Person)[] held, long now)
    {
        foreach (var (subscription, person) in SubscriptionsOf(gateway).Except(held))
        {
            EndStay(subscription, person, LeaveReason.Disconnected, now);
        }

        foreach (var (subscription, person) in held.Where(joined => !_ended.Contains(joined.Subscription)))
        {
            Admit(subscription, person, readSeq: 0, now);
        }

        var missed = Kept().FindAll(message => message.Seq > head);
        return [Epoch, Head, _clock, head < WholeFrom ? WholeFrom : 0L, head < _emptiedAt, People.Length, .. Read.Take(limits.MembersInSnapshot), .. missed];
    }

    public bool IsLingering(Person person) => _lingering.Exists(lingering => lingering.Person == person);

    private void Admit(SubscriptionId subscription, Person person, long readSeq, long now)
    {
        var isNew = !People.Contains(person);
        _lingering.RemoveAll(lingering => lingering.Person == person);
        if (!_subscriptions.Contains((subscription, person)))
        {
            _subscriptions.Add((subscription, person));
        }

        if (isNew)
        {
            _read.Add((person.Id, readSeq));
            Stamp(now, 0);
            Events.Add(new MemberJoined
            {
                Room = Sample.Room, Epoch = Epoch, Seq = Head, Clock = _clock, At = _at, Member = person, MemberCount = People.Length, Role = RoleOf(person),
            });
        }
    }

    // Everybody's last connection but this one's has been taken away already where several end together.
    private void End(Person person, LeaveReason reason, long now)
    {
        _read.RemoveAll(read => read.User == person.Id);
        _typing.RemoveAll(typist => typist.Person == person);
        if (People.Length == 0)
        {
            _said.Clear();
            _keys.Clear();
            _typing.Clear();
            Events.Clear();
            _founder = null;
            _emptiedAt = Head;
            return;
        }

        Stamp(now, 0);
        Events.Add(new MemberLeft
        {
            Room = Sample.Room, Epoch = Epoch, Seq = Head, Clock = _clock, At = _at, Member = person, Reason = reason, MemberCount = People.Length,
        });
    }

    public object[] Post(GatewayId gateway, Person person, string key, string body, long senderClock, long now)
    {
        if (Refusal(gateway, person) is { } refusal)
        {
            return [refusal];
        }

        _keys.RemoveAll(known => known.Answer.At < now - limits.KeyLifetime.TotalMilliseconds);
        foreach (var known in _keys.Where(known => known.User == person.Id && known.Key == key))
        {
            return known.Body == body ? [known.Answer with { Duplicate = true }] : [ChatErrorCode.KeyReused];
        }

        _typing.RemoveAll(typist => typist.Person == person);
        Stamp(now, senderClock);
        _said.Add(new MessagePosted
        {
            Room = Sample.Room, Epoch = Epoch, Seq = Head, Clock = _clock, At = _at, From = person, Body = body, Key = key,
        });
        Events.Add(_said[^1]);
        var answer = new Posted($"{Epoch}-{Head}", Epoch, Head, _clock, _at, Duplicate: false);
        _keys.Add((person.Id, key, body, answer));
        if (_keys.Count > limits.Keys)
        {
            _keys.RemoveAt(0);
        }

        return [answer];
    }

    public object[] SetTyping(GatewayId gateway, Person person, bool on, long now)
    {
        if (Refusal(gateway, person) is { } refusal)
        {
            return [refusal];
        }

        var typed = _typing.RemoveAll(typist => typist.Person == person) > 0;
        if (on)
        {
            _typing.Add((person, now + (long)limits.TypingLifetime.TotalMilliseconds));
        }

        if (typed != on)
        {
            Events.Add(new TypingChanged { Room = Sample.Room, Epoch = Epoch, Member = person, On = on });
        }

        return [Accepted.Instance];
    }

    public void Expire(long now)
    {
        var gone = _lingering.FindAll(lingering => lingering.Until <= now);
        _lingering.RemoveAll(gone.Contains);
        foreach (var (person, _) in gone.OrderBy(lingering => lingering.Person.Id.Value, StringComparer.Ordinal))
        {
            End(person, LeaveReason.Disconnected, now);
        }

        foreach (var (person, _) in _typing.Where(typist => typist.Until <= now))
        {
            Events.Add(new TypingChanged { Room = Sample.Room, Epoch = Epoch, Member = person, On = false });
        }

        _typing.RemoveAll(typist => typist.Until <= now);
    }

    public object[] MarkRead(GatewayId gateway, Person person, long seq)
    {
        if (Refusal(gateway, person) is { } refusal)
        {
            return [refusal];
        }

        var place = _read.FindIndex(read => read.User == person.Id);
        var moved = seq > Head ? Head : seq;
        if (moved > _read[place].Seq)
        {
            _read[place] = (person.Id, moved);
            Events.Add(new ReadMoved { Room = Sample.Room, Epoch = Epoch, User = person.Id, Seq = moved });
        }

        return [Accepted.Instance];
    }

    public object[] Fetch(GatewayId gateway, Person person, long? before, long? after, int limit)
    {
        if (Refusal(gateway, person) is { } refusal)
        {
            return [refusal];
        }

        var kept = Kept();
        if (after is { } position)
        {
            var newer = kept.FindAll(message => message.Seq > position);
            return position < WholeFrom ? [ChatErrorCode.RangeEvicted] : [Epoch, Head, newer.Count > limit, .. newer.Take(limit)];
        }

        var older = kept.FindAll(message => before is null || message.Seq < before);
        return [Epoch, Head, older.Count > limit, .. older.TakeLast(limit)];
    }

    public object[] Members(GatewayId gateway, Person person, UserId? after, int limit)
    {
        if (Refusal(gateway, person) is { } refusal)
        {
            return [refusal];
        }

        var above = Read.Cast<RoomMember>().Where(member => after is null || string.CompareOrdinal(member.Person.Id.Value, after.Value.Value) > 0).ToArray();
        return [People.Length, above.Length > limit, .. above.Take(limit)];
    }

    private long WholeFrom => _said.Take(_said.Count - Kept().Count).Select(message => message.Seq).Append(_emptiedAt).Max();

    private string? Refusal(GatewayId gateway, Person person) =>
        !Gateways.Contains(gateway) ? RoomRefusals.DetachedCode : !People.Contains(person) ? ChatErrorCode.NotAMember : null;

    // The longest end of what was said that fits both bounds; the last message stays in any case.
    private List<MessagePosted> Kept()
    {
        var count = 0;
        var bytes = 0;
        foreach (var message in Enumerable.Reverse(_said))
        {
            bytes += message.Body.Length * 2;
            if (count > 0 && (count == limits.RingMessages || bytes > limits.RingBytes))
            {
                break;
            }

            count++;
        }

        return _said[^count..];
    }

    private void Stamp(long now, long senderClock)
    {
        Head += 1;
        _at = now > _at ? now : _at;
        var bound = _clock + 1024;
        var heard = senderClock > bound ? bound : senderClock;
        _clock = (heard > _clock ? heard : _clock) + 1;
    }
}
