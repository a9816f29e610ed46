using Orleans.Runtime;
using OrleansChat.Grains.Epochs;
using OrleansChat.Grains.Interfaces;
using OrleansChat.Grains.Tests.Clusters;
using OrleansChat.Grains.Tests.Gateways;

namespace OrleansChat.Grains.Tests.Epochs;

public sealed class EpochsUnavailableTests
{
    [Fact]
    public async Task Join_WhileTheStoreIsAway_FailsAsAnOutageAndSucceedsLater()
    {
        var source = new FailingOnce();
        await using var cluster = await ChatCluster.StartAsync(new ChatClusterSettings { Epochs = source });
        await using var gateway = await TestGateway.StartAsync(cluster);
        var user = gateway.Connect("ann");
        var room = RoomId.Parse("ROOM");

        await Assert.ThrowsAnyAsync<OrleansException>(() => user.JoinAsync(room));
        var joined = await user.JoinAsync(room);

        Assert.Equal(1, joined.MemberCount);
    }

    private sealed class FailingOnce : IEpochSource
    {
        private int _calls;

        public ValueTask<long> NextAsync(RoomId room, long above, CancellationToken cancellationToken) =>
            Interlocked.Increment(ref _calls) == 1 ? throw new EpochsUnavailableException("The store is away.") : new ValueTask<long>(_calls);
    }
}
