using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Domain.Tests.Fanout;

/// <summary>The gateway in the silo's own process; it keeps what it is given.</summary>
internal sealed class FakeLocalGateway(string id) : ILocalGateway
{
    public GatewayId Id { get; } = new(id);

    public List<RoomEvent> Delivered { get; } = [];

    public List<RoomFence> Fences { get; } = [];

    public DeliveryOutcome Outcome { get; set; } = DeliveryOutcome.Kept;

    public RoomOffer? Held { get; set; }

    public DeliveryOutcome Deliver(RoomEvent roomEvent)
    {
        Delivered.Add(roomEvent);
        return Outcome;
    }

    public RoomOffer Offer(RoomFence fence)
    {
        Fences.Add(fence);
        return Held ?? new RoomOffer { Gateway = Id };
    }
}
