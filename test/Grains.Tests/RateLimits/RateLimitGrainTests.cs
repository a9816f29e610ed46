using OrleansChat.Contracts;
using OrleansChat.Grains.Interfaces;
using OrleansChat.Grains.Tests.Clusters;
using OrleansChat.Testing;

namespace OrleansChat.Grains.Tests.RateLimits;

public sealed class RateLimitGrainTests
{
    private static readonly string Bucket = new BucketKey(RateLimitTier.Message, new UserId("ann")).ToString();

    [Fact]
    public async Task Take_FromManyConnectionsAtOnce_GivesExactlyTheLimit()
    {
        var time = new FakeTime();
        await using var cluster = await ChatCluster.StartAsync(new ChatClusterSettings { Silos = 3, Time = time });
        var clients = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => cluster.ConnectAsync()));

        var replies = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => clients[i % 4].GetGrain<IRateLimitGrain>(Bucket).TakeAsync()));

        Assert.Equal(10, replies.Count(reply => reply.Value is not null));
        Assert.All(replies.Where(reply => reply.Refusal is not null), reply => Assert.Equal(ChatErrorCode.RateLimited, reply.Refusal!.Code));
    }

    [Fact]
    public async Task Take_AfterRetryAfter_IsGiven()
    {
        var time = new FakeTime();
        await using var cluster = await ChatCluster.StartAsync(new ChatClusterSettings
        {
            Time = time,
            Configuration = new Dictionary<string, string?> { ["RateLimits:Message:Limit"] = "2", ["RateLimits:Message:WindowSeconds"] = "10" },
        });
        var bucket = (await cluster.ConnectAsync()).GetGrain<IRateLimitGrain>(Bucket);
        await bucket.TakeAsync();
        await bucket.TakeAsync();

        var refused = (await bucket.TakeAsync()).Refusal!;
        Assert.Equal((5000L, 2, 0, 10), (refused.RetryAfterMs!.Value, refused.Limit!.Value, refused.Remaining!.Value, refused.WindowSeconds!.Value));
        time.Advance(TimeSpan.FromMilliseconds(4999));
        Assert.NotNull((await bucket.TakeAsync()).Refusal);
        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.NotNull((await bucket.TakeAsync()).Value);
    }
}
