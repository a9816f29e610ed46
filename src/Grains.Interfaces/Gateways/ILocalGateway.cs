namespace OrleansChat.Grains.Interfaces;

/// <summary>The gateway that runs in the same process as the silo, where there is one: it is called directly, without the observer hop.</summary>
public interface ILocalGateway
{
    /// <summary>Which gateway this is.</summary>
    GatewayId Id { get; }

    /// <summary>Takes one event. It must not block, throw or call a grain: it runs inside the turn of the room that made the event.</summary>
    DeliveryOutcome Deliver(RoomEvent roomEvent);

    /// <summary>Says what the gateway holds of a room that is being activated, and fences it. The same restrictions hold.</summary>
    RoomOffer Offer(RoomFence fence);
}
