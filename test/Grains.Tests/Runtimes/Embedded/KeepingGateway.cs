using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Grains.Tests.Clusters;

/// <summary>A gateway that says of everything that it has kept it, and holds nothing.</summary>
internal sealed class KeepingGateway(GatewayId id) : IGatewayObserver
{
    private readonly RoomOffer _nothing = new() { Gateway = id };

    public Task<DeliveryReceipt> DeliverAsync(EventBatch batch) => Task.FromResult(DeliveryReceipt.AllKept);

    public Task<RoomOffer[]> OfferAsync(OfferRequest request) => Task.FromResult(Array.ConvertAll(request.Rooms, _ => _nothing));
}
