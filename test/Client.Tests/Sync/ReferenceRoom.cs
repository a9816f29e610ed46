using OrleansChat.Client.Sync;
using OrleansChat.Contracts;

namespace OrleansChat.Client.Tests.Sync;

/// <summary>A room as it really is: everything that happened in it, in its one order, and what it answers.</summary>
internal sealed class ReferenceRoom(Random random)
{
    /// <summary>Messages that the room keeps.</summary>
    public const int Ring = 40;

    private readonly SortedDictionary<string, MemberInfo> _members = new(StringComparer.Ordinal) { ["u0"] = MemberOf(0) };
    private readonly List<MessageFrame> _ring = [];

    public List<MessageFrame> Log { get; } = [];

    public long Epoch { get; private set; } = 1;

    public long Head { get; private set; } = 1 << 10;

    public IReadOnlyCollection<MemberInfo> Members => _members.Values;

    /// <summary>Something happens; mostly a message.</summary>
    public OrderedFrame Happen()
    {
        var user = random.Next(8);
        var member = MemberOf(user);
        if (random.Next(3) > 0 || user == 0)
        {
            return Say();
        }

        return _members.Remove(member.Id)
            ? new LeftFrame("R", Epoch, ++Head, Head, Head, new UserInfo(member.Id, member.Name), "left", _members.Count)
            : Come(member);
    }

    public MessageFrame Say()
    {
        var message = new MessageFrame("R", Epoch, ++Head, Head, Head, $"m{Head}", new UserInfo("u0", "U0"), $"text {Head}", "text");
        Log.Add(message);
        _ring.Add(message);
        if (_ring.Count > Ring)
        {
            _ring.RemoveAt(0);
        }

        return message;
    }

    public (EpochFrame Epoch, MembersFrame Members) Reactivate(IReadOnlyList<MessageFrame> unshown)
    {
        Epoch++;
        Head = Epoch << 10;
        return (new EpochFrame("R", Epoch, Head, true, unshown), new MembersFrame("R", [.. Members], _members.Count));
    }

    public Joined Join() => Joined([.. _ring]);

    public RoomOutcome Resume(RoomPosition position)
    {
        var isCovered = _ring.Count == Log.Count || position.Seq >= _ring[0].Seq - 1;
        return isCovered
            ? new RoomOutcome("R", RoomOutcome.Resumed, Joined([.. _ring.Where(message => message.Seq > position.Seq)]))
            : new RoomOutcome("R", RoomOutcome.Snapshot, Join());
    }

    /// <summary>The answer of <c>Fetch</c>; null where it is refused, because something after the number is no longer kept.</summary>
    public MessagePage? Fetch(RoomNeed need)
    {
        const int Limit = 7;
        if (need.Before is { } before)
        {
            var earlier = _ring.Where(message => message.Seq < before).ToList();
            return new MessagePage("R", Epoch, Head, [.. earlier.TakeLast(Limit)], earlier.Count > Limit);
        }

        if (_ring.Count < Log.Count && need.After < Log[^(_ring.Count + 1)].Seq)
        {
            return null;
        }

        var later = _ring.Where(message => message.Seq > need.After).ToList();
        return new MessagePage("R", Epoch, Head, [.. later.Take(Limit)], later.Count > Limit, To: later.Count > Limit ? later[Limit - 1].Seq : Head);
    }

    public MemberPage ListMembers() => new("R", [.. Members], _members.Count, false);

    private static MemberInfo MemberOf(int user) => new($"u{user}", $"U{user}", "member");

    private JoinedFrame Come(MemberInfo member)
    {
        _members.Add(member.Id, member);
        return new JoinedFrame("R", Epoch, ++Head, Head, Head, member, _members.Count);
    }

    private Joined Joined(IReadOnlyList<MessageFrame> messages) =>
        new("R", Epoch, Head, Head, MemberOf(0), [.. Members], _members.Count, messages, []);
}
