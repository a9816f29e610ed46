using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Gateway.Rooms;

/// <summary>A join that was answered, and what must happen once the client has the answer.</summary>
internal sealed record JoinedRoom(GatewayRoom Room, Subscription Subscription, RoomSnapshot Snapshot)
{
    public void Release() => Room.Release(Subscription);
}
