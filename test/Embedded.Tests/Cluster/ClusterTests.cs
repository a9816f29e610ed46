using OrleansChat.Embedded.Tests.Grains;
using OrleansChat.Embedded.Tests.Simulation;

namespace OrleansChat.Embedded.Tests.Cluster;

public sealed class ClusterTests
{
    [Fact]
    public async Task Grain_CalledFromEverywhere_HasOneActivation()
    {
        await using var lab = await Lab.StartAsync(silos: 3);
        foreach (var factory in lab.Cluster.Silos.Select(silo => silo.GrainFactory).Append(lab.Client))
        {
            await lab.RunAsync(factory.GetGrain<IWorkGrain>("a").CountAsync());
        }

        Assert.Equal(5, await lab.RunAsync(lab.Client.GetGrain<IWorkGrain>("a").CountAsync()));
        Assert.Equal(1, lab.Cluster.Silos.Sum(silo => silo.ActivationCount));
    }

    [Fact]
    public async Task RandomPlacement_UsesEverySiloAndFollowsItsSeed()
    {
        Assert.Equal(await PlaceAsync(seed: 5), await PlaceAsync(seed: 5));
        Assert.NotEqual(await PlaceAsync(seed: 5), await PlaceAsync(seed: 6));
        Assert.Equal(3, (await PlaceAsync(seed: 5)).Distinct().Count());
    }

    [Fact]
    public async Task PreferLocalPlacement_PlacesOnTheCallingSilo()
    {
        await using var lab = await Lab.StartAsync(silos: 3);
        foreach (var silo in lab.Cluster.Silos)
        {
            for (var i = 0; i < 10; i++)
            {
                Assert.Equal(silo.Address, await lab.RunAsync(silo.GrainFactory.GetGrain<ILocalGrain>($"{silo.Name} {i}").WhereAsync()));
            }
        }
    }

    [Fact]
    public async Task KilledSilo_LosesItsGrainsWithoutDeactivation_AndTheyComeBackElsewhereEmpty()
    {
        await using var lab = await Lab.StartAsync(silos: 3);
        var grain = lab.Client.GetGrain<IWorkGrain>("a");
        await lab.RunAsync(grain.CountAsync());
        var victim = await SiloOfAsync(lab, grain);

        lab.Cluster.KillSilo(victim);

        Assert.Equal(1, await lab.RunAsync(grain.CountAsync()));
        Assert.NotEqual(victim.Address, await lab.RunAsync(grain.WhereAsync()));
        Assert.Empty(lab.Journal.Entries);
        Assert.Equal(2, lab.Cluster.Silos.Count);
    }

    [Fact]
    public async Task PendingCall_ToAKilledSilo_FailsAtOnceAndItsCodeRunsNoMore()
    {
        await using var lab = await Lab.StartAsync(silos: 2);
        var grain = lab.Client.GetGrain<IWorkGrain>("a");
        var victim = await SiloOfAsync(lab, grain);
        var running = grain.WorkAsync("one");
        var waiting = grain.WorkAsync("two");
        lab.Turns.Run();

        lab.Cluster.KillSilo(victim);
        lab.Journal.Open("one");

        await lab.FailsAsync<SiloUnavailableException>(running);
        await lab.FailsAsync<SiloUnavailableException>(waiting);
        Assert.Equal(["+one"], lab.Journal.Entries);
    }

    [Fact]
    public async Task Timer_OnAKilledSilo_IsSilent()
    {
        await using var lab = await Lab.StartAsync(silos: 1);
        lab.Journal.Open("tick");
        await lab.RunAsync(lab.Client.GetGrain<ITimerGrain>("a").StartAsync(1, 1, interleave: false, keepAlive: false));

        lab.Cluster.KillSilo(lab.Cluster.Silos[0]);
        lab.Advance(TimeSpan.FromSeconds(5));

        Assert.Empty(lab.Journal.Entries);
    }

    [Fact]
    public async Task Call_FromAKilledSilo_Fails()
    {
        await using var lab = await Lab.StartAsync(silos: 2);
        var victim = lab.Cluster.Silos[0];
        lab.Cluster.KillSilo(victim);

        await lab.FailsAsync<SiloUnavailableException>(victim.GrainFactory.GetGrain<IWorkGrain>("a").CountAsync());
    }

    [Fact]
    public async Task Call_WithoutAnySilo_Fails()
    {
        await using var lab = await Lab.StartAsync(silos: 0);

        await lab.FailsAsync<SiloUnavailableException>(lab.Client.GetGrain<IWorkGrain>("a").CountAsync());
    }

    [Fact]
    public async Task StoppedSilo_EndsItsCallsAndDeactivatesEverything()
    {
        await using var lab = await Lab.StartAsync(silos: 2);
        var grain = lab.Client.GetGrain<IWorkGrain>("a");
        var silo = await SiloOfAsync(lab, grain);
        var call = grain.WorkAsync("one");
        lab.Turns.Run();

        var stop = lab.Cluster.StopSiloAsync(silo);
        var waiting = grain.CountAsync();
        lab.Turns.Run();
        Assert.False(stop.IsCompleted);
        Assert.False(waiting.IsCompleted);

        lab.Journal.Open("one");
        lab.Turns.Run();
        await stop;
        await lab.RunAsync(call);
        Assert.Equal(1, await lab.RunAsync(waiting));
        Assert.Equal(["+one", "-one", "deactivate ShuttingDown"], lab.Journal.Entries);
        Assert.Equal(0, silo.ActivationCount);
        Assert.NotEqual(silo.Address, await lab.RunAsync(grain.WhereAsync()));
    }

    [Fact]
    public async Task StartedSilo_TakesNewGrains()
    {
        await using var lab = await Lab.StartAsync(silos: 1);
        var second = await lab.Cluster.StartSiloAsync();
        for (var i = 0; i < 20; i++)
        {
            await lab.RunAsync(lab.Client.GetGrain<IWorkGrain>($"{i}").CountAsync());
        }

        Assert.InRange(second.ActivationCount, 1, 19);
    }

    [Fact]
    public async Task Partition_LosesMessagesUntilItHeals()
    {
        await using var lab = await Lab.StartAsync(silos: 2);
        var grain = lab.Client.GetGrain<IWorkGrain>("a");
        var silo = await SiloOfAsync(lab, grain);
        lab.Cluster.Partition(lab.Cluster.DefaultClient, silo);
        var lost = grain.CountAsync();
        lab.Advance(TimeSpan.FromSeconds(31));
        await lab.FailsAsync<TimeoutException>(lost);

        lab.Cluster.Heal(lab.Cluster.DefaultClient, silo);
        Assert.Equal(1, await lab.RunAsync(grain.CountAsync()));
    }

    [Fact]
    public async Task Partition_OneWayFromASilo_LosesItsAnswersAlone()
    {
        await using var lab = await Lab.StartAsync(silos: 1);
        var grain = lab.Client.GetGrain<IWorkGrain>("a");
        lab.Cluster.Partition(lab.Cluster.Silos[0], lab.Cluster.DefaultClient, oneWay: true);
        var call = grain.CountAsync();
        lab.Advance(TimeSpan.FromSeconds(31));
        await lab.FailsAsync<TimeoutException>(call);

        lab.Cluster.HealAll();
        Assert.Equal(2, await lab.RunAsync(grain.CountAsync()));
    }

    [Fact]
    public async Task Partition_BetweenSilos_CutsTheirGrainsOff()
    {
        await using var lab = await Lab.StartAsync(silos: 2, seed: 3);
        var (one, other) = await GrainsOnDifferentSilosAsync(lab);
        lab.Cluster.Partition(lab.Cluster.Silos[0], lab.Cluster.Silos[1]);

        var call = lab.Client.GetGrain<IWorkGrain>(one).WhereIsAsync(other);
        lab.Advance(TimeSpan.FromSeconds(31));
        await lab.FailsAsync<TimeoutException>(call);
    }

    [Fact]
    public async Task Silos_OnTheThreadPoolUnderLoad_SurviveAKillWithEveryCallAnswered()
    {
        await using var cluster = await EmbeddedCluster.StartAsync(new EmbeddedClusterOptions
        {
            Silos = 3,
            ConfigureSilo = silo => Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions.AddSingleton<Journal>(silo.Services),
        });
        var callers = Enumerable.Range(0, 32).Select(caller => Task.Run(() => CallUntilAsync(cluster, caller, calls: 500))).ToArray();
        cluster.KillSilo(cluster.Silos[0]);
        await cluster.StopSiloAsync(cluster.Silos[0]);

        var answers = await Task.WhenAll(callers);

        Assert.All(answers, answered => Assert.Equal(500, answered));
        Assert.Single(cluster.Silos);
    }

    private static async Task<int> CallUntilAsync(EmbeddedCluster cluster, int caller, int calls)
    {
        var answered = 0;
        for (var i = 0; i < calls; i++)
        {
            try
            {
                await cluster.Client.GetGrain<IWorkGrain>($"{(caller + i) % 50}").CountAsync();
            }
            catch (OrleansMessageRejectionException)
            {
                // The silo went in the midst of the call: also an answer.
            }

            answered++;
        }

        return answered;
    }

    private static async Task<string> PlaceAsync(int seed)
    {
        await using var lab = await Lab.StartAsync(silos: 3, seed: seed);
        var places = "";
        for (var i = 0; i < 12; i++)
        {
            places += (await lab.RunAsync(lab.Client.GetGrain<IWorkGrain>($"{i}").WhereAsync())).Generation;
        }

        return places;
    }

    private static async Task<EmbeddedSilo> SiloOfAsync(Lab lab, IWorkGrain grain)
    {
        var address = await lab.RunAsync(grain.WhereAsync());
        return lab.Cluster.Silos.Single(silo => silo.Address.Equals(address));
    }

    private static async Task<(string One, string Other)> GrainsOnDifferentSilosAsync(Lab lab)
    {
        var home = await lab.RunAsync(lab.Client.GetGrain<IWorkGrain>("0").WhereAsync());
        for (var i = 1; ; i++)
        {
            if (!home.Equals(await lab.RunAsync(lab.Client.GetGrain<IWorkGrain>($"{i}").WhereAsync())))
            {
                return ("0", $"{i}");
            }
        }
    }
}
