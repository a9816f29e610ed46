using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Runtime;
using OrleansChat.Contracts;
using OrleansChat.Gateway;
using OrleansChat.Gateway.RateLimits;
using OrleansChat.Grains.Interfaces;
using OrleansChat.Grains.Tests.Clusters;
using OrleansChat.Testing;

namespace OrleansChat.Grains.Tests.RateLimits;

/// <summary>Buckets on several silos, and the limiters of several gateways as they run in production.</summary>
public sealed class RateLimitGrainTests
{
    private const int Limit = 10;
    private const long WindowMs = 60_000;
    private static readonly UserId Ann = new("ann");

    [Fact]
    public async Task Take_FromManyConnectionsOnManyGatewaysAtOnce_GivesExactlyTheLimit()
    {
        var time = new FakeTime();
        await using var cluster = await ChatCluster.StartAsync(new ChatClusterSettings { Silos = 3, Time = time });
        var gateways = await GatewaysAsync(cluster, time, 4);

        var refusals = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => gateways[i % 4].TakeAsync(RateLimitTier.Message, Ann).AsTask()));

        Assert.Equal(Limit, refusals.Count(refusal => refusal is null));
        Assert.All(refusals.OfType<Refused>(), refusal => Assert.Equal((ChatErrorCode.RateLimited, 6000L), (refusal.Code, refusal.RetryAfterMs)));
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
        var gateway = (await GatewaysAsync(cluster, time, 1))[0];
        await UseAsync(gateway, Ann);

        var refused = (await gateway.TakeAsync(RateLimitTier.Message, Ann))!;
        Assert.Equal((5000L, 2, 0, 10), (refused.RetryAfterMs!.Value, refused.Limit!.Value, refused.Remaining!.Value, refused.WindowSeconds!.Value));
        time.Advance(TimeSpan.FromMilliseconds(4999));
        Assert.Equal(1, (await gateway.TakeAsync(RateLimitTier.Message, Ann))!.RetryAfterMs);
        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Null(await gateway.TakeAsync(RateLimitTier.Message, Ann));
    }

    [Fact]
    public async Task Take_WhatAnotherGatewayHasLeasedAndNotUsed_IsHadAtOnce()
    {
        var time = new FakeTime();
        await using var cluster = await ChatCluster.StartAsync(new ChatClusterSettings { Silos = 2, Time = time });
        var gateways = await GatewaysAsync(cluster, time, 2);
        Assert.Null(await gateways[0].TakeAsync(RateLimitTier.Message, Ann));

        Assert.Equal(Limit - 1, await UseAsync(gateways[1], Ann));
        Assert.Equal(0, await UseAsync(gateways[0], Ann));
    }

    [Fact]
    public Task Take_SiloKilledInTheMiddleOfABurst_GivesAtMostFiveMoreInAnyTime() => LoseASiloAsync(cluster => cluster.KillOldestAsync());

    [Fact]
    public Task Take_SiloStoppedInTheMiddleOfABurst_GivesAtMostFiveMoreInAnyTime() => LoseASiloAsync(cluster => cluster.StopOldestAsync());

    private static async Task LoseASiloAsync(Func<ChatCluster, Task> lose)
    {
        var time = new FakeTime();
        await using var cluster = await ChatCluster.StartAsync(new ChatClusterSettings { Silos = 3, Time = time });
        var gateways = await GatewaysAsync(cluster, time, 3);
        var users = Enumerable.Range(0, 40).Select(i => new UserId($"user-{i}")).ToDictionary(user => user, _ => new AdmittedOperations(Limit, WindowMs));

        // Half of the users have used all they may, the others hold leases on both gateways.
        await RoundAsync(gateways[..2], users, time, operations: i => i % 2 == 0 ? 10 : 1);
        var before = users.Values.Sum(admitted => admitted.Count);
        await lose(cluster);

        // The third gateway knows nothing of what was.
        await RoundAsync(gateways, users, time, operations: _ => 10);

        var spent = users.Where((_, i) => i % 2 == 0).Select(user => user.Value.Count).ToArray();
        Assert.All(spent, count => Assert.InRange(count, Limit, Limit + 1));
        Assert.Contains(Limit, spent);
        Assert.Contains(Limit + 1, spent);
        Assert.True(before < users.Values.Sum(admitted => admitted.Count));

        for (var round = 0; round < 24; round++)
        {
            time.Advance(TimeSpan.FromSeconds(3));
            await RoundAsync(gateways, users, time, operations: _ => 10);
        }

        // 72 s later twelve more have flowed in, whatever had been lost.
        Assert.All(users.Values, admitted => Assert.InRange(admitted.WorstExcess, 0, 1));
        Assert.All(users.Values, admitted => Assert.InRange(admitted.Count, 12, Limit + 12 + 1));
    }

    /// <summary>Each user tries so often on five connections of each gateway at once.</summary>
    private static async Task RoundAsync(RateLimiter[] gateways, Dictionary<UserId, AdmittedOperations> users, FakeTime time, Func<int, int> operations)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        await Task.WhenAll(users.Select(async (user, i) =>
        {
            var taken = await Task.WhenAll(gateways.SelectMany(gateway => Enumerable.Range(0, operations(i)).Select(_ => TryTakeAsync(gateway, user.Key))));
            foreach (var _ in taken.Where(passes => passes))
            {
                user.Value.Add(now);
            }
        }));
    }

    private static async Task<int> UseAsync(RateLimiter gateway, UserId user)
    {
        var taken = 0;
        while (await TryTakeAsync(gateway, user))
        {
            taken++;
        }

        return taken;
    }

    private static async Task<bool> TryTakeAsync(RateLimiter gateway, UserId user)
    {
        try
        {
            return await gateway.TakeAsync(RateLimitTier.Message, user) is null;
        }
        catch (Exception exception) when (exception is OrleansException or TimeoutException)
        {
            // An outage, as a client is told while the cluster finds out.
            return false;
        }
    }

    private static Task<RateLimiter[]> GatewaysAsync(ChatCluster cluster, TimeProvider time, int count) => Task.WhenAll(Enumerable.Range(0, count).Select(async _ =>
        new RateLimiter(await cluster.ConnectAsync(), new GatewayIdentity(), time, NullLogger<RateLimiter>.Instance)));
}
