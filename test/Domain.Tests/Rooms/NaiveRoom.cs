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

    private readonly List<(ConnectionId Connection, Person Person)> _connections = [];
    private readonly List<(UserId User, long Seq)> _read = [];
    private readonly List<MessagePosted> _said = [];
    private readonly List<(UserId User, string Key, string Body, Posted Answer)> _keys = [];
    private readonly List<(Person Person, long Until)> _typing = [];
    private long _clock = Epoch;
    private long _at;
    private long _emptiedAt;

    public long Head { get; private set; }

    public List<RoomEvent> Events { get; } = [];

    public IEnumerable<GatewayId> Gateways => _connections.Select(joined => joined.Connection.Gateway).Distinct();

    public long? NextTypingExpiry => _typing.Count == 0 ? null : _typing.Min(typist => typist.Until);

    private Person[] People => [.. _connections.Select(joined => joined.Person).Distinct().OrderBy(person => person.Id.Value, StringComparer.Ordinal)];

    private IEnumerable<object> Read => People.Select(person => new RoomMember(person, _read.Single(read => read.User == person.Id).Seq));

    public object[] Join(ConnectionId connection, Person person, int history, long knownEpoch, long now)
    {
        if (knownEpoch != 0 && knownEpoch != Epoch)
        {
            return [RoomRefusals.DetachedCode];
        }

        if (!People.Contains(person))
        {
            if (People.Length >= limits.Members)
            {
                return [ChatErrorCode.RoomFull];
            }

            _read.Add((person.Id, Head));
            _connections.Add((connection, person));
            Stamp(now, 0);
            Events.Add(new MemberJoined
            {
                Room = Sample.Room, Epoch = Epoch, Seq = Head, Clock = _clock, At = _at, Member = person, MemberCount = People.Length,
            });
        }
        else if (!_connections.Contains((connection, person)))
        {
            _connections.Add((connection, person));
        }

        return [Epoch, Head, _clock, People.Length, .. Read.Take(limits.MembersInSnapshot), .. Kept().TakeLast(history)];
    }

    public void Leave(ConnectionId connection, Person person, LeaveReason reason, long now)
    {
        if (!_connections.Remove((connection, person)) || People.Contains(person))
        {
            return;
        }

        _read.RemoveAll(read => read.User == person.Id);
        _typing.RemoveAll(typist => typist.Person == person);
        if (_connections.Count == 0)
        {
            _said.Clear();
            _keys.Clear();
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

    public void ExpireTyping(long now)
    {
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
            var gone = _said.Take(_said.Count - kept.Count).Select(message => message.Seq).Append(_emptiedAt).Max();
            var newer = kept.FindAll(message => message.Seq > position);
            return position < gone ? [ChatErrorCode.RangeEvicted] : [Epoch, Head, newer.Count > limit, .. newer.Take(limit)];
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
