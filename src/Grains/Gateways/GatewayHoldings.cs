namespace OrleansChat.Grains.Gateways;

/// <summary>
/// Which rooms and users of this silo have connections on which gateway, so that the end of a gateway reaches just them. An entry that is no longer
/// true costs one idle call at that end.
/// </summary>
internal sealed class GatewayHoldings
{
    private readonly Lock _lock = new();
    private readonly Dictionary<GatewayId, (HashSet<RoomId> Rooms, HashSet<UserId> Users)> _holdings = [];

    /// <summary>The gateways with connections here.</summary>
    public GatewayId[] Gateways
    {
        get
        {
            lock (_lock)
            {
                return [.. _holdings.Keys.OrderBy(gateway => gateway.Value, StringComparer.Ordinal)];
            }
        }
    }

    public void Add(GatewayId gateway, RoomId room)
    {
        lock (_lock)
        {
            Of(gateway).Rooms.Add(room);
        }
    }

    public void Add(GatewayId gateway, UserId user)
    {
        lock (_lock)
        {
            Of(gateway).Users.Add(user);
        }
    }

    public void Remove(GatewayId gateway, RoomId room)
    {
        lock (_lock)
        {
            if (_holdings.TryGetValue(gateway, out var holding) && holding.Rooms.Remove(room))
            {
                RemoveEmpty(gateway, holding);
            }
        }
    }

    public void Remove(GatewayId gateway, UserId user)
    {
        lock (_lock)
        {
            if (_holdings.TryGetValue(gateway, out var holding) && holding.Users.Remove(user))
            {
                RemoveEmpty(gateway, holding);
            }
        }
    }

    /// <summary>Tells everybody who has connections on a gateway that it is gone.</summary>
    public void DropAll(GatewayId gateway, IGrainFactory grains)
    {
        (HashSet<RoomId> Rooms, HashSet<UserId> Users) holding;
        lock (_lock)
        {
            if (!_holdings.Remove(gateway, out holding))
            {
                return;
            }
        }

        // Nobody waits for them: a grain that cannot be reached was lost, and its next activation does not know the gateway.
        foreach (var room in holding.Rooms.OrderBy(room => room.Value, StringComparer.Ordinal))
        {
            _ = grains.GetGrain<IRoomGrain>(room.Value).DropGatewayAsync(gateway);
        }

        foreach (var user in holding.Users.OrderBy(user => user.Value, StringComparer.Ordinal))
        {
            _ = grains.GetGrain<IPresenceGrain>(user.Value).DropGatewayAsync(gateway);
        }
    }

    private (HashSet<RoomId> Rooms, HashSet<UserId> Users) Of(GatewayId gateway)
    {
        if (!_holdings.TryGetValue(gateway, out var holding))
        {
            _holdings[gateway] = holding = ([], []);
        }

        return holding;
    }

    private void RemoveEmpty(GatewayId gateway, (HashSet<RoomId> Rooms, HashSet<UserId> Users) holding)
    {
        if (holding is { Rooms.Count: 0, Users.Count: 0 })
        {
            _holdings.Remove(gateway);
        }
    }
}
