namespace OrleansChat.Grains.Rooms;

/// <summary>
/// Who is in a room, over which connections, and therefore to which gateways its events go. Users are kept sorted by id: pages need the
/// order, and two flat arrays are the smallest thing that a room of seven can be.
/// </summary>
internal sealed class Membership
{
    private readonly SortedList<UserId, Member> _members = new(UserId.Order);
    private readonly Dictionary<GatewayId, int> _gateways = [];

    public int Count => _members.Count;

    /// <summary>The gateways that hold at least one connection of a member.</summary>
    public Dictionary<GatewayId, int>.KeyCollection Gateways => _gateways.Keys;

    public bool Knows(GatewayId gateway) => _gateways.ContainsKey(gateway);

    public Member? Find(UserId user) => _members.GetValueOrDefault(user);

    /// <summary>Adds a connection; returns the member, and whether he is new in the room.</summary>
    public (Member Member, bool IsNew) Add(ConnectionId connection, Person person)
    {
        var isNew = !_members.TryGetValue(person.Id, out var member);
        if (isNew)
        {
            _members.Add(person.Id, member = new Member(person));
        }

        if (!member!.Connections.Contains(connection))
        {
            member.Connections.Add(connection);
            _gateways[connection.Gateway] = _gateways.GetValueOrDefault(connection.Gateway) + 1;
        }

        return (member, isNew);
    }

    /// <summary>Removes a connection; returns the member if that was his last one, else null.</summary>
    public Member? Remove(ConnectionId connection, UserId user)
    {
        if (!_members.TryGetValue(user, out var member) || !member.Connections.Remove(connection))
        {
            return null;
        }

        if (--_gateways[connection.Gateway] == 0)
        {
            _gateways.Remove(connection.Gateway);
        }

        if (member.Connections.Count > 0)
        {
            return null;
        }

        _members.Remove(user);
        return member;
    }

    /// <summary>A page of members, ordered by user id.</summary>
    public RoomMember[] Page(UserId? after, int limit)
    {
        var start = after is { } id ? FirstAbove(id) : 0;
        var page = new RoomMember[Math.Min(limit, _members.Count - start)];
        for (var i = 0; i < page.Length; i++)
        {
            page[i] = _members.GetValueAtIndex(start + i).ToRoomMember();
        }

        return page;
    }

    private int FirstAbove(UserId id)
    {
        int low = 0, high = _members.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (UserId.Order.Compare(_members.GetKeyAtIndex(middle), id) <= 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
