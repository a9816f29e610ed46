using OrleansChat.Contracts;

namespace OrleansChat.Grains.Presence;

/// <summary>The rules of presence: a user is online while any device is connected, and was last seen when the last one went.</summary>
internal sealed class PresenceState(int connectionsPerUser, long? lastSeen = null)
{
    private readonly HashSet<ConnectionId> _connections = [];

    public long? LastSeen { get; private set; } = lastSeen;

    public bool IsOnline => _connections.Count > 0;

    public Reply<Accepted> Connect(ConnectionId connection)
    {
        if (_connections.Count >= connectionsPerUser && !_connections.Contains(connection))
        {
            return new Refused(
                ChatErrorCode.Overloaded, $"A user may hold {connectionsPerUser} connections; close one of the others.", Limit: connectionsPerUser);
        }

        _connections.Add(connection);
        return Accepted.Instance;
    }

    /// <summary>Returns whether the user went offline with this connection.</summary>
    public bool Disconnect(ConnectionId connection, long now)
    {
        if (!_connections.Remove(connection) || IsOnline)
        {
            return false;
        }

        LastSeen = now;
        return true;
    }

    /// <summary>Removes the connections of a gateway that is gone; returns whether the user went offline with them.</summary>
    public bool DropGateway(GatewayId gateway, long now)
    {
        if (_connections.RemoveWhere(connection => connection.Gateway == gateway) == 0 || IsOnline)
        {
            return false;
        }

        LastSeen = now;
        return true;
    }

    public UserPresence Read() => new(IsOnline, _connections.Count, IsOnline ? null : LastSeen);
}
