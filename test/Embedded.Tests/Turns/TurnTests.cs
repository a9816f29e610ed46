using Microsoft.Extensions.DependencyInjection;
using OrleansChat.Embedded.Tests.Grains;
using OrleansChat.Embedded.Tests.Simulation;

namespace OrleansChat.Embedded.Tests.Turns;

public sealed class TurnTests
{
    [Fact]
    public async Task Continuation_AfterAnAwait_RunsOnTheActivationsScheduler()
    {
        await using var lab = await Lab.StartAsync();
        var call = lab.Client.GetGrain<IWorkGrain>("a").StaysInItsTurnAsync("gate");
        lab.Turns.Run();

        // The gate opens on this thread, which is in no turn.
        lab.Journal.Open("gate");

        Assert.True(await lab.RunAsync(call));
    }

    [Fact]
    public async Task Turns_OfOneActivationOnTheThreadPool_NeverOverlap()
    {
        var monitor = new OverlapMonitor();
        await using var cluster = await EmbeddedCluster.StartAsync(new EmbeddedClusterOptions
        {
            ConfigureSilo = silo => silo.Services.AddSingleton(monitor),
        });
        var grain = cluster.Client.GetGrain<IOverlapGrain>("a");

        await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => Task.Run(() => grain.WorkAsync())));

        Assert.Equal(500 * OverlapGrain.StepsPerCall, monitor.Steps);
        Assert.Equal(0, monitor.Overlaps);
    }

    [Fact]
    public async Task OneWayCall_OfASlowMethod_ReturnsBeforeItStarts()
    {
        await using var lab = await Lab.StartAsync();
        var call = lab.Client.GetGrain<IWorkGrain>("a").TellAsync("one");

        Assert.True(call.IsCompletedSuccessfully);
        Assert.Empty(lab.Journal.Entries);
        lab.Turns.Run();
        Assert.Equal(["+one"], lab.Journal.Entries);
    }

    [Fact]
    public async Task OneWayCall_ThatFails_IsSwallowedAndTheGrainLivesOn()
    {
        await using var lab = await Lab.StartAsync();
        var grain = lab.Client.GetGrain<IWorkGrain>("a");
        await lab.RunAsync(grain.CountAsync());

        await lab.RunAsync(grain.FailQuietlyAsync());

        Assert.Equal(2, await lab.RunAsync(grain.CountAsync()));
    }

    [Fact]
    public async Task ClientCallers_OnTheThreadPool_GoOnWithoutBlockingEachOther()
    {
        await using var cluster = await EmbeddedCluster.StartAsync(new EmbeddedClusterOptions
        {
            ConfigureSilo = silo => silo.Services.AddSingleton<Journal>(),
        });

        var counts = await Task.WhenAll(Enumerable.Range(0, 64).Select(i => CountToAsync(cluster.Client.GetGrain<IWorkGrain>($"g{i}"), 200)));

        Assert.All(counts, count => Assert.Equal(200, count));
    }

    private static async Task<int> CountToAsync(IWorkGrain grain, int calls)
    {
        var last = 0;
        for (var i = 0; i < calls; i++)
        {
            last = i % 2 == 0 ? await grain.CountAsync() : await grain.CountByValueAsync();
        }

        return last;
    }
}
