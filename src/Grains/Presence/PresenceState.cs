using OrleansChat.Contracts;
using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Grains.Presence;

/// <summary>
/// The rules of presence.
/// <list type="bullet">
/// <item>A user is online while any device is connected, and was last seen when the last one went.</item>
/// <item>A user is away when nobody is at any of the devices: that is said by each device for itself.</item>
/// <item>Busy, or invisible, and the words beside it are the user's choice, not a device's: it outlives the connection from which it was made.</item>
/// <item>Who is invisible is offline to everybody else, since the moment of that choice, whatever the devices do meanwhile.</item>
/// </list>
/// </summary>
internal sealed class PresenceState(int connectionsPerUser, long? lastSeen = null)
{
    /// <summary>Whether nobody is at the device, by its connection.</summary>
    private readonly Dictionary<ConnectionId, bool> _connections = [];
    private PresenceChoice _choice = PresenceChoice.None;

    /// <summary>When the user last went offline to others, in Unix milliseconds.</summary>
    public long? LastSeen { get; private set; } = lastSeen;

    public bool IsOnline => _connections.Count > 0;

    private bool IsInvisible => _choice.Status == PresenceStatus.Invisible;

    public Reply<DevicePresence> Connect(ConnectionId connection)
    {
        if (_connections.Count >= connectionsPerUser && !_connections.ContainsKey(connection))
        {
            return new Refused(
                ChatErrorCode.Overloaded, $"A user may hold {connectionsPerUser} connections; close one of the others.", Limit: connectionsPerUser);
        }

        _connections.TryAdd(connection, false);
        return new DevicePresence(_connections[connection], _choice);
    }

    /// <summary>Takes what a device says; a connection that is not known yet is one from now on.</summary>
    public Reply<DevicePresence> Set(SetPresence said, long now)
    {
        if (Connect(said.Connection).Refusal is { } refused)
        {
            return refused;
        }

        var isAway = said.Status == PresenceStatus.Away;
        _connections[said.Connection] = isAway;
        Choose(new PresenceChoice(isAway ? _choice.Status : said.Status, said.Text ?? _choice.Text, Math.Max(now, _choice.At + 1)));
        return new DevicePresence(isAway, _choice);
    }

    /// <summary>Takes what a device has said before, perhaps to a presence that was lost.</summary>
    public Reply<Accepted> Announce(ConnectionId connection, DevicePresence said)
    {
        if (Connect(connection).Refusal is { } refused)
        {
            return refused;
        }

        _connections[connection] = said.IsAway;
        if (said.Choice.At > _choice.At)
        {
            Choose(said.Choice);
        }

        return Accepted.Instance;
    }

    /// <summary>Returns whether the user went offline with this connection.</summary>
    public bool Disconnect(ConnectionId connection, long now) => _connections.Remove(connection) && WentOffline(now);

    /// <summary>Removes the connections of a gateway that is gone; returns whether the user went offline with them.</summary>
    public bool DropGateway(GatewayId gateway, long now)
    {
        var gone = _connections.Keys.Where(connection => connection.Gateway == gateway).ToArray();
        return Array.FindAll(gone, _connections.Remove).Length > 0 && WentOffline(now);
    }

    /// <summary>What the user is to himself, or to others.</summary>
    public UserPresence Read(bool isOwn = false)
    {
        var status = Status;
        if (status == PresenceStatus.Offline || (IsInvisible && !isOwn))
        {
            return new UserPresence(PresenceStatus.Offline, 0, LastSeen);
        }

        return new UserPresence(status, _connections.Count, null, _choice.Text);
    }

    private PresenceStatus Status => !IsOnline ? PresenceStatus.Offline
        : _choice.Status == PresenceStatus.Online && !_connections.ContainsValue(false) ? PresenceStatus.Away
        : _choice.Status;

    private void Choose(PresenceChoice choice)
    {
        if (choice.Status == PresenceStatus.Invisible && !IsInvisible)
        {
            LastSeen = choice.At;
        }

        _choice = choice;
    }

    private bool WentOffline(long now)
    {
        if (IsOnline)
        {
            return false;
        }

        if (!IsInvisible)
        {
            LastSeen = now;
        }

        return true;
    }
}
