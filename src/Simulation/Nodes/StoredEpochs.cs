using OrleansChat.Grains.Epochs;
using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Simulation.Nodes;

/// <summary>A node's way to the store of epochs, which takes a moment.</summary>
internal sealed class StoredEpochs(EpochStore store, TimeProvider time) : IEpochSource
{
    private static readonly TimeSpan RoundTrip = TimeSpan.FromMilliseconds(2);

    public async ValueTask<long> NextAsync(RoomId room, long above, CancellationToken cancellationToken)
    {
        await Task.Delay(RoundTrip, time, cancellationToken);
        return store.Reserve(above);
    }
}
