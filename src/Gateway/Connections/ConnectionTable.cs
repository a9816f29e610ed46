using System.Collections.Concurrent;
using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Gateway.Connections;

/// <summary>The connections of this gateway that were let in.</summary>
internal sealed class ConnectionTable
{
    private readonly ConcurrentDictionary<ConnectionId, ClientConnection> _connections = [];

    public int Count => _connections.Count;

    /// <summary>All of them, the oldest first.</summary>
    public ClientConnection[] All => [.. _connections.Values.OrderBy(connection => connection.Id.Number)];

    public void Add(ClientConnection connection) => _connections[connection.Id] = connection;

    /// <summary>Returns whether it was there.</summary>
    public bool Remove(ClientConnection connection) => _connections.TryRemove(connection.Id, out _);
}
