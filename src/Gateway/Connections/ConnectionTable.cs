using System.Collections.Concurrent;
using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Gateway.Connections;

/// <summary>The connections of this gateway that were let in.</summary>
internal sealed class ConnectionTable
{
    private readonly ConcurrentDictionary<ConnectionId, ClientConnection> _connections = [];

    public int Count => _connections.Count;

    /// <summary>Called when one comes.</summary>
    public Action<ClientConnection> Added { get; set; } = static _ => { };

    /// <summary>Called when the last one goes.</summary>
    public Action Emptied { get; set; } = static () => { };

    /// <summary>All of them, the oldest first.</summary>
    public ClientConnection[] All => [.. _connections.Values.OrderBy(connection => connection.Id.Number)];

    public void Add(ClientConnection connection)
    {
        _connections[connection.Id] = connection;
        Added(connection);
    }

    /// <summary>Returns whether it was there.</summary>
    public bool Remove(ClientConnection connection)
    {
        var wasThere = _connections.TryRemove(connection.Id, out _);
        if (wasThere && _connections.IsEmpty)
        {
            Emptied();
        }

        return wasThere;
    }
}
