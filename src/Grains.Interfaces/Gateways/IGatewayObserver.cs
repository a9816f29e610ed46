namespace OrleansChat.Grains.Interfaces;

/// <summary>A gateway as a silo sees it: the place to which the events of its members' rooms are pushed, and a replica of those rooms.</summary>
[Alias("chat.IGatewayObserver")]
public interface IGatewayObserver : IGrainObserver
{
    /// <summary>Takes a batch of events. A silo has at most one call to a gateway in flight, so the batches arrive in the silo's order.</summary>
    /// <param name="batch">Events of any rooms; those of one room are in the room's order.</param>
    /// <returns>Which of them the gateway did not keep; an event that it kept survives the loss of the silo.</returns>
    [Alias("Deliver")]
    Task<DeliveryReceipt> DeliverAsync(EventBatch batch);

    /// <summary>Asks what the gateway holds of rooms that are being activated, and fences it: it takes nothing of an older activation any more.</summary>
    /// <param name="request">The rooms, with the epochs of their new activations.</param>
    /// <returns>One answer for each room, in the same order.</returns>
    [Alias("Offer")]
    Task<RoomOffer[]> OfferAsync(OfferRequest request);
}
