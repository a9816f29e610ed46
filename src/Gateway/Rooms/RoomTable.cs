using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using OrleansChat.Gateway.Connections;
using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Gateway.Rooms;

/// <summary>
/// The rooms in which this gateway has connections, and those that it only holds a replica of. Silos push events here: directly from the same
/// process, by observer from elsewhere.
/// </summary>
internal sealed class RoomTable(GatewayIdentity identity, IOptions<GatewayOptions> options, GatewayCounters counters, TimeProvider time) : ILocalGateway
{
    private readonly ConcurrentDictionary<RoomId, GatewayRoom> _rooms = [];
    private long _lastSubscription;
    private long _lastRoom;

    public GatewayId Id => identity.Id;

    public int Count => _rooms.Count;

    public Replicas Replicas { get; } = new(identity.Id, options.Value.TailMessages, time);

    public Strays Strays { get; } = new();

    /// <summary>The number of the last stay that began, in whatever room.</summary>
    public long LastSubscription => Interlocked.Read(ref _lastSubscription);

    /// <summary>Called where a room misses something; it must not block.</summary>
    public Action<GatewayRoom> Incomplete { get; set; } = static _ => { };

    /// <summary>Called where a connection must leave a room; it must not block.</summary>
    public Action<Subscription> Removed { get; set; } = static _ => { };

    /// <summary>The rooms, in the order of their codes.</summary>
    public GatewayRoom[] Rooms => RoomsWhere(static _ => true);

    /// <summary>Some of the rooms, in the order of their codes.</summary>
    public GatewayRoom[] RoomsWhere(Func<GatewayRoom, bool> isWanted) =>
        [.. _rooms.Select(pair => pair.Value).Where(isWanted).OrderBy(room => room.Id.Value, StringComparer.Ordinal)];

    public DeliveryOutcome Deliver(RoomEvent roomEvent)
    {
        switch (roomEvent)
        {
            case ReplicaKept kept:
                return Replicas.Keep(kept);
            case RoomForgotten forgotten:
                Replicas.Forget(forgotten);
                return DeliveryOutcome.Kept;
        }

        if (_rooms.TryGetValue(roomEvent.Room, out var room))
        {
            return Settle(room, room.Apply(roomEvent));
        }

        if (roomEvent.Epoch < Replicas.FenceOf(roomEvent.Room))
        {
            return DeliveryOutcome.Fenced;
        }

        // An event of a room that nobody here is in any more is no loss: its room was told a moment too late.
        Strays.Hear(roomEvent.Room);
        return DeliveryOutcome.NotKept;
    }

    public RoomOffer Offer(RoomFence fence)
    {
        var replica = Replicas.Offer(fence);
        return _rooms.TryGetValue(fence.Room, out var room)
            ? WithReplica(room.Offer(fence), replica)

            // Between the two lines above the last connection may have gone.
            : Replicas.Describe(fence.Room) with { Fence = replica.Fence };
    }

    /// <summary>Begins an attachment, with all that this gateway holds of the room.</summary>
    public RoomOffer BeginAttach(GatewayRoom room) => WithReplica(room.BeginAttach(), Replicas.Describe(room.Id));

    /// <summary>Begins a connection's membership in a room.</summary>
    public (GatewayRoom Room, Subscription Subscription) Enter(ClientConnection connection, RoomId id)
    {
        while (true)
        {
            var room = _rooms.GetOrAdd(id, static (key, table) => table.NewRoom(key), this);
            if (room.BeginJoin(connection, Interlocked.Increment(ref _lastSubscription)) is { } subscription)
            {
                return (room, subscription);
            }

            // The room lost its last connection between the two lines above; it is on its way out of the table.
            _rooms.TryRemove(KeyValuePair.Create(id, room));
        }
    }

    /// <summary>
    /// Ends a connection's membership: nothing reaches it from here on. Where it was the room's last one here and did not leave by itself, what is held of the room is
    /// kept until <see cref="Replicas.Release"/>: the room waits for who dropped, and may have lost its process as well.
    /// </summary>
    /// <returns>Whether something is kept so.</returns>
    public bool Leave(Subscription subscription, LeaveReason reason)
    {
        var room = subscription.Room;
        if (!room.Remove(subscription))
        {
            return false;
        }

        // First it is kept, then it goes: a new activation that asks meanwhile finds it here or there.
        var isHeld = reason is not LeaveReason.Left && Replicas.Hold(room.Id, room.LastOffer());
        _rooms.TryRemove(KeyValuePair.Create(room.Id, room));
        return isHeld;
    }

    public GatewayRoom? Find(RoomId id) => _rooms.GetValueOrDefault(id);

    /// <summary>Takes note of what a room did: counts what was delivered, and sees to it that what is missing is fetched.</summary>
    public DeliveryOutcome Settle(GatewayRoom room, Applied applied)
    {
        counters.Delivered(applied.Delivered);
        if (applied.NeedsAttachment)
        {
            Incomplete(room);
        }

        if (applied.HasRemoved)
        {
            foreach (var subscription in room.TakeRemoved())
            {
                Removed(subscription);
            }
        }

        if (applied.TellRosterWithin is { } wait)
        {
            TellRosterAfter(wait, room);
        }

        return applied.Outcome;
    }

    private void TellRosterAfter(TimeSpan wait, GatewayRoom room)
    {
        ITimer? timer = null;
        timer = time.CreateTimer(
            _ =>
            {
                timer!.Dispose();
                counters.Delivered(room.TellRoster());
            },
            null,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan);
        timer.Change(wait, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Adds what is held as a replica to what is held for members; of which life of the room it is, the room judges.</summary>
    private static RoomOffer WithReplica(RoomOffer offer, RoomOffer replica)
    {
        if (offer.Epoch == 0)
        {
            var tail = offer.Tail.Concat(replica.Tail).DistinctBy(message => message.Seq).OrderBy(message => message.Seq);
            return replica with { Fence = Math.Max(offer.Fence, replica.Fence), Members = offer.Members, Tail = [.. tail] };
        }

        return offer with
        {
            Fence = Math.Max(offer.Fence, replica.Fence),
            Clock = Math.Max(offer.Clock, replica.Clock),
            Spare = [.. replica.Tail.ExceptBy(offer.Tail.Select(message => message.Seq), message => message.Seq)],
        };
    }

    private GatewayRoom NewRoom(RoomId id) =>
        new(id, identity.Id, options.Value.TailMessages, options.Value.LargeRoomFrom, Replicas.FenceOf(id)) { Number = Interlocked.Increment(ref _lastRoom) };
}
