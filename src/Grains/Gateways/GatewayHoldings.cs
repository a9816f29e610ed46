namespace OrleansChat.Grains.Gateways;

/// <summary>
/// Which rooms and users of this silo have connections on which gateway, so that the end of a gateway reaches just them. An entry that is no longer
/// true costs one idle call at that end. A gateway compares each of its rooms from time to time; a room of which it says nothing for long is one
/// that it does not hold, whatever the room believes.
/// </summary>
internal sealed class GatewayHoldings(TimeProvider time)
{
    /// <summary>A gateway compares a room every 50 s at least, and asks each second from then on where that fails.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(75);

    /// <summary>To look for silence is to walk over everything here, and a silo looks at the list of gateways with each room that begins.</summary>
    private static readonly TimeSpan AuditInterval = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private long? _auditedAt;
    private readonly Dictionary<GatewayId, (Dictionary<RoomId, (long At, bool IsAudited)> Rooms, HashSet<UserId> Users)> _holdings = [];

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

    /// <summary>A gateway has connections in a room.</summary>
    public void Add(GatewayId gateway, RoomId room)
    {
        lock (_lock)
        {
            Of(gateway).Rooms[room] = (time.GetTimestamp(), IsAudited: false);
        }
    }

    /// <summary>A gateway has said that it is in a room.</summary>
    public void Hear(GatewayId gateway, RoomId room)
    {
        lock (_lock)
        {
            if (_holdings.TryGetValue(gateway, out var holding) && holding.Rooms.ContainsKey(room))
            {
                holding.Rooms[room] = (time.GetTimestamp(), IsAudited: false);
            }
        }
    }

    /// <summary>Whether a gateway has said nothing of a room in which it is believed to have connections, for longer than it may.</summary>
    public bool IsSilent(GatewayId gateway, RoomId room)
    {
        lock (_lock)
        {
            return _holdings.TryGetValue(gateway, out var holding) && holding.Rooms.TryGetValue(room, out var heard) && IsSilentSince(heard.At);
        }
    }

    /// <summary>Has each room look, once, at a gateway that has said nothing of it for too long.</summary>
    public void AuditSilent(IGrainFactory grains)
    {
        (GatewayId Gateway, RoomId Room)[] silent;
        lock (_lock)
        {
            if (_auditedAt is { } last && time.GetElapsedTime(last) < AuditInterval)
            {
                return;
            }

            _auditedAt = time.GetTimestamp();
            silent =
            [
                .. _holdings.SelectMany(holding => holding.Value.Rooms
                    .Where(room => !room.Value.IsAudited && IsSilentSince(room.Value.At)).Select(room => (Gateway: holding.Key, Room: room.Key)))
                    .OrderBy(pair => pair.Gateway.Value, StringComparer.Ordinal).ThenBy(pair => pair.Room.Value, StringComparer.Ordinal),
            ];
            foreach (var (gateway, room) in silent)
            {
                _holdings[gateway].Rooms[room] = (_holdings[gateway].Rooms[room].At, IsAudited: true);
            }
        }

        foreach (var (gateway, room) in silent)
        {
            _ = grains.GetGrain<IRoomGrain>(room.Value).AuditGatewayAsync(gateway);
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
        (Dictionary<RoomId, (long At, bool IsAudited)> Rooms, HashSet<UserId> Users) holding;
        lock (_lock)
        {
            if (!_holdings.Remove(gateway, out holding))
            {
                return;
            }
        }

        // Nobody waits for them: a grain that cannot be reached was lost, and its next activation does not know the gateway.
        foreach (var room in holding.Rooms.Keys.OrderBy(room => room.Value, StringComparer.Ordinal))
        {
            _ = grains.GetGrain<IRoomGrain>(room.Value).DropGatewayAsync(gateway);
        }

        foreach (var user in holding.Users.OrderBy(user => user.Value, StringComparer.Ordinal))
        {
            _ = grains.GetGrain<IPresenceGrain>(user.Value).DropGatewayAsync(gateway);
        }
    }

    private bool IsSilentSince(long heardAt) => time.GetElapsedTime(heardAt) > Silence;

    private (Dictionary<RoomId, (long At, bool IsAudited)> Rooms, HashSet<UserId> Users) Of(GatewayId gateway)
    {
        if (!_holdings.TryGetValue(gateway, out var holding))
        {
            _holdings[gateway] = holding = ([], []);
        }

        return holding;
    }

    private void RemoveEmpty(GatewayId gateway, (Dictionary<RoomId, (long At, bool IsAudited)> Rooms, HashSet<UserId> Users) holding)
    {
        if (holding is { Rooms.Count: 0, Users.Count: 0 })
        {
            _holdings.Remove(gateway);
        }
    }
}
