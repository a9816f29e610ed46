using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Bench.Rooms;

/// <summary>A gateway that is told everything, says that it has kept it, and holds nothing of any room: its own memory is not to be measured.</summary>
internal sealed class KeepingGateway(GatewayId id) : IGatewayObserver
{
    private static readonly Task<DeliveryReceipt> AllKept = Task.FromResult(DeliveryReceipt.AllKept);

    private readonly RoomOffer _nothing = new() { Gateway = id };

    public Task<DeliveryReceipt> DeliverAsync(EventBatch batch) => AllKept;

    public Task<RoomOffer[]> OfferAsync(OfferRequest request) => Task.FromResult(Array.ConvertAll(request.Rooms, _ => _nothing));
}
