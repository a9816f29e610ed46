using OrleansChat.Gateway.Rooms;
using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Gateway.Connections;

/// <summary>One client connection: whose it is, the rooms it is in, and its outbox.</summary>
internal sealed class ClientConnection(ConnectionId id, Person person, DateTimeOffset? tokenExpiresAt, Outbox outbox)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<RoomId, Subscription> _subscriptions = [];
    private readonly HashSet<RoomId> _joining = [];
    private bool _closed;

    public ConnectionId Id { get; } = id;

    public Person Person { get; } = person;

    public DateTimeOffset? TokenExpiresAt { get; } = tokenExpiresAt;

    public Outbox Outbox { get; } = outbox;

    /// <summary>What the user may do in any room, as the access token says.</summary>
    public RoomRole Role { get; init; }

    /// <summary>What this connection has last said of its user, to be said again where it may have been lost.</summary>
    public DevicePresence Presence { get; set; } = DevicePresence.Silent;

    /// <summary>Whom this connection watches; guarded by who keeps the watches.</summary>
    public HashSet<UserId> Watched { get; set; } = [];

    public bool IsClosed
    {
        get
        {
            lock (_lock)
            {
                return _closed;
            }
        }
    }

    public Subscription? Find(RoomId room)
    {
        lock (_lock)
        {
            return _subscriptions.GetValueOrDefault(room);
        }
    }

    /// <summary>Keeps a place for a room that is being joined; false where the connection has none left.</summary>
    public bool TryBeginJoin(RoomId room, int places)
    {
        lock (_lock)
        {
            return _subscriptions.ContainsKey(room) || _joining.Contains(room)
                || (_subscriptions.Count + _joining.Count < places && _joining.Add(room));
        }
    }

    /// <summary>Gives a place back that was not taken.</summary>
    public void AbandonJoin(RoomId room)
    {
        lock (_lock)
        {
            _joining.Remove(room);
        }
    }

    /// <summary>Returns false where the connection has ended meanwhile: the caller must then leave the room again.</summary>
    public bool TryAdd(Subscription subscription)
    {
        lock (_lock)
        {
            _joining.Remove(subscription.Room.Id);
            return !_closed && (_subscriptions[subscription.Room.Id] = subscription) is not null;
        }
    }

    /// <summary>Forgets a place in a room; another one in the same room, taken since, stays.</summary>
    public void Remove(Subscription subscription)
    {
        lock (_lock)
        {
            if (_subscriptions.GetValueOrDefault(subscription.Room.Id) == subscription)
            {
                _subscriptions.Remove(subscription.Room.Id);
            }
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
