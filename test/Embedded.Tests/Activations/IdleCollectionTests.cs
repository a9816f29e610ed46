using Orleans.Configuration;
using OrleansChat.Embedded.Tests.Grains;
using OrleansChat.Embedded.Tests.Simulation;

namespace OrleansChat.Embedded.Tests.Activations;

public sealed class IdleCollectionTests
{
    private static readonly TimeSpan Age = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Quantum = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Activation_IdleForItsAge_IsDeactivatedWithThatReason()
    {
        await using var lab = await StartAsync();
        await lab.RunAsync(lab.Client.GetGrain<IWorkGrain>("a").CountAsync());

        lab.Advance(Age - TimeSpan.FromSeconds(1));
        Assert.Equal(1, lab.Cluster.Silos[0].ActivationCount);

        lab.Advance(2 * Quantum);
        Assert.Equal(0, lab.Cluster.Silos[0].ActivationCount);
        Assert.Equal(["deactivate ActivationIdle"], lab.Journal.Entries);
    }

    [Fact]
    public async Task Activation_InUse_Stays()
    {
        await using var lab = await StartAsync();
        var grain = lab.Client.GetGrain<IWorkGrain>("a");
        for (var i = 1; i <= 5; i++)
        {
            Assert.Equal(i, await lab.RunAsync(grain.CountAsync()));
            lab.Advance(Age / 2);
        }
    }

    [Fact]
    public async Task Activation_WhoseCallAwaits_Stays()
    {
        await using var lab = await StartAsync();
        _ = lab.Client.GetGrain<IWorkGrain>("a").WorkAsync("one");
        lab.Turns.Run();

        lab.Advance(3 * Age);

        Assert.Equal(1, lab.Cluster.Silos[0].ActivationCount);
    }

    [Fact]
    public async Task DelayDeactivation_ForATime_KeepsTheActivationThatLong()
    {
        await using var lab = await StartAsync();
        await lab.RunAsync(lab.Client.GetGrain<IWorkGrain>("a").KeepAsync(3 * Age));

        lab.Advance((3 * Age) - TimeSpan.FromSeconds(1));
        Assert.Equal(1, lab.Cluster.Silos[0].ActivationCount);

        lab.Advance(2 * Quantum);
        Assert.Equal(0, lab.Cluster.Silos[0].ActivationCount);
    }

    [Fact]
    public async Task DelayDeactivation_ForEverThenTakenBack_KeepsTheActivationUntilThen()
    {
        await using var lab = await StartAsync();
        var grain = lab.Client.GetGrain<IWorkGrain>("a");
        await lab.RunAsync(grain.KeepAsync(Timeout.InfiniteTimeSpan));
        lab.Advance(5 * Age);
        Assert.Equal(1, lab.Cluster.Silos[0].ActivationCount);

        await lab.RunAsync(grain.KeepAsync(TimeSpan.Zero));
        lab.Advance(Age + (2 * Quantum));
        Assert.Equal(0, lab.Cluster.Silos[0].ActivationCount);
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public async Task Timer_OfAnIdleGrain_KeepsItOnlyWhereItSaysSo(bool keepAlive, int activations)
    {
        await using var lab = await StartAsync();
        lab.Journal.Open("tick");
        await lab.RunAsync(lab.Client.GetGrain<ITimerGrain>("a").StartAsync(1, 1, interleave: false, keepAlive));

        lab.Advance(Age + (2 * Quantum));

        Assert.Equal(activations, lab.Cluster.Silos[0].ActivationCount);
    }

    [Fact]
    public async Task CollectionAgeLimit_OfTheClass_CountsInsteadOfTheSilos()
    {
        await using var lab = await StartAsync();
        await lab.RunAsync(lab.Client.GetGrain<ILongLivedGrain>("a").TouchAsync());

        lab.Advance(5 * Age);
        Assert.Equal(1, lab.Cluster.Silos[0].ActivationCount);

        lab.Advance(TimeSpan.FromMinutes(10) - (5 * Age) + (2 * Quantum));
        Assert.Equal(0, lab.Cluster.Silos[0].ActivationCount);
    }

    private static Task<Lab> StartAsync() => Lab.StartAsync(configure: silo => silo.Configure<GrainCollectionOptions>(options =>
    {
        options.CollectionAge = Age;
        options.CollectionQuantum = Quantum;
    }));
}
