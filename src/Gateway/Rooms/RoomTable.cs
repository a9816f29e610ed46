using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Options;
using OrleansChat.Gateway.Connections;
using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Gateway.Rooms;

/// <summary>The rooms in which this gateway has connections. Silos push events here: directly from the same process, by observer from elsewhere.</summary>
internal sealed class RoomTable(GatewayIdentity identity, IOptions<GatewayOptions> options, GatewayCounters counters) : ILocalGateway
{
    private readonly ConcurrentDictionary<RoomId, GatewayRoom> _rooms = [];
    private readonly Channel<GatewayRoom> _incomplete = Channel.CreateUnbounded<GatewayRoom>(new UnboundedChannelOptions { SingleReader = true });

    public GatewayId Id => identity.Id;

    public int Count => _rooms.Count;

    /// <summary>Rooms that miss something and must attach.</summary>
    public ChannelReader<GatewayRoom> Incomplete => _incomplete.Reader;

    public void Deliver(RoomEvent roomEvent)
    {
        // An event of a room that nobody here is in any more is no loss: its gateway was told a moment too late.
        if (_rooms.TryGetValue(roomEvent.Room, out var room))
        {
            Settle(room, room.Apply(roomEvent, out var delivered), delivered);
        }
    }

    /// <summary>Begins a connection's membership in a room.</summary>
    public (GatewayRoom Room, Subscription Subscription) Enter(ClientConnection connection, RoomId id)
    {
        while (true)
        {
            var room = _rooms.GetOrAdd(id, static (key, capacity) => new GatewayRoom(key, capacity), options.Value.TailMessages);
            if (room.BeginJoin(connection) is { } subscription)
            {
                return (room, subscription);
            }

            // The room lost its last connection between the two lines above; it is on its way out of the table.
            _rooms.TryRemove(KeyValuePair.Create(id, room));
        }
    }

    /// <summary>Ends a connection's membership: nothing reaches it from here on.</summary>
    public void Leave(Subscription subscription)
    {
        if (_rooms.TryGetValue(subscription.Room, out var room) && room.Remove(subscription))
        {
            _rooms.TryRemove(KeyValuePair.Create(subscription.Room, room));
        }
    }

    public GatewayRoom? Find(RoomId id) => _rooms.GetValueOrDefault(id);

    /// <summary>Says that a room must attach again, or that it has what it needs.</summary>
    public void Settle(GatewayRoom room, bool complete, int delivered)
    {
        counters.Delivered(delivered);
        if (!complete)
        {
            _incomplete.Writer.TryWrite(room);
        }
    }
}
