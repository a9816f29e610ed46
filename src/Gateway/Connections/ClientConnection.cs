using OrleansChat.Gateway.Rooms;
using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Gateway.Connections;

/// <summary>One client connection: whose it is, the rooms it is in, and its outbox.</summary>
internal sealed class ClientConnection(ConnectionId id, Person person, DateTimeOffset? tokenExpiresAt, Outbox outbox)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<RoomId, Subscription> _subscriptions = [];
    private bool _closed;

    public ConnectionId Id { get; } = id;

    public Person Person { get; } = person;

    public DateTimeOffset? TokenExpiresAt { get; } = tokenExpiresAt;

    public Outbox Outbox { get; } = outbox;

    public Subscription? Find(RoomId room)
    {
        lock (_lock)
        {
            return _subscriptions.GetValueOrDefault(room);
        }
    }

    public int RoomCount
    {
        get
        {
            lock (_lock)
            {
                return _subscriptions.Count;
            }
        }
    }

    /// <summary>Returns false where the connection has ended meanwhile: the caller must then leave the room again.</summary>
    public bool TryAdd(Subscription subscription)
    {
        lock (_lock)
        {
            return !_closed && (_subscriptions[subscription.Room] = subscription) is not null;
        }
    }

    public void Remove(RoomId room)
    {
        lock (_lock)
        {
            _subscriptions.Remove(room);
        }
    }

    /// <summary>Ends the connection's memberships; returns the rooms that must be told.</summary>
    public Subscription[] Close()
    {
        lock (_lock)
        {
            _closed = true;
            var subscriptions = _subscriptions.Values.ToArray();
            _subscriptions.Clear();
            Outbox.Close();
            return subscriptions;
        }
    }
}
