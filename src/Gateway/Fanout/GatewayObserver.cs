using OrleansChat.Gateway.Rooms;
using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Gateway.Fanout;

/// <summary>The gateway's ear: silos elsewhere push their rooms' events here. The runtime holds it weakly, so this service is what keeps it alive.</summary>
internal sealed class GatewayObserver(IGrainFactory grains, RoomTable rooms) : IGatewayObserver, IHostedService
{
    private IGatewayObserver? _reference;

    /// <summary>What grains call. The silo or client must have started, and it has: the server starts after it.</summary>
    public IGatewayObserver Reference => LazyInitializer.EnsureInitialized(ref _reference, () => grains.CreateObjectReference<IGatewayObserver>(this));

    public Task DeliverAsync(EventBatch batch)
    {
        foreach (var roomEvent in batch.Events)
        {
            rooms.Deliver(roomEvent);
        }

        return Task.CompletedTask;
    }

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
