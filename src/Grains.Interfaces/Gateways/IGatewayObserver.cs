namespace OrleansChat.Grains.Interfaces;

/// <summary>A gateway as a silo sees it: the place to which the events of its members' rooms are pushed.</summary>
[Alias("chat.IGatewayObserver")]
public interface IGatewayObserver : IGrainObserver
{
    /// <summary>Takes a batch of events. A silo has at most one call to a gateway in flight, so the batches arrive in the silo's order.</summary>
    /// <param name="batch">Events of any rooms; those of one room are in the room's order.</param>
    [Alias("Deliver")]
    Task DeliverAsync(EventBatch batch);
}
