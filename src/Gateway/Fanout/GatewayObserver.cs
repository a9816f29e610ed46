using OrleansChat.Gateway.Rooms;
using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Gateway.Fanout;

/// <summary>The gateway's ear: silos elsewhere push their rooms' events here. The runtime holds it weakly, so this service is what keeps it alive.</summary>
internal sealed class GatewayObserver(IGrainFactory grains, RoomTable rooms) : IGatewayObserver, IHostedService
{
    private IGatewayObserver? _reference;

    /// <summary>What grains call. The silo or client must have started, and it has: the server starts after it.</summary>
    public IGatewayObserver Reference => LazyInitializer.EnsureInitialized(ref _reference, () => grains.CreateObjectReference<IGatewayObserver>(this));

    public Task<DeliveryReceipt> DeliverAsync(EventBatch batch)
    {
        DeliveryOutcome[]? outcomes = null;
        for (var i = 0; i < batch.Events.Length; i++)
        {
            var outcome = rooms.Deliver(batch.Events[i]);
            if (outcome != DeliveryOutcome.Kept)
            {
                // Nearly always everything is kept, and nothing need be said.
                outcomes ??= new DeliveryOutcome[batch.Events.Length];
                outcomes[i] = outcome;
            }
        }

        return Task.FromResult(outcomes is null ? DeliveryReceipt.AllKept : new DeliveryReceipt(outcomes));
    }

    public Task<RoomOffer[]> OfferAsync(OfferRequest request) => Task.FromResult(Array.ConvertAll(request.Rooms, rooms.Offer));

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken)
    {
        if (_reference is not null)
        {
            grains.DeleteObjectReference<IGatewayObserver>(_reference);
        }

        return Task.CompletedTask;
    }
}
