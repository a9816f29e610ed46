using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Bench.Micro;

/// <summary>A gateway that keeps everything at once.</summary>
internal sealed class PromptGateway : IGatewayObserver
{
    private static readonly Task<DeliveryReceipt> AllKept = Task.FromResult(DeliveryReceipt.AllKept);

    public Task<DeliveryReceipt> DeliverAsync(EventBatch batch) => AllKept;

    public Task<RoomOffer[]> OfferAsync(OfferRequest request) => Task.FromResult(Array.Empty<RoomOffer>());
}
