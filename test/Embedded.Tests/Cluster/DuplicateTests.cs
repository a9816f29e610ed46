using OrleansChat.Embedded.Tests.Grains;
using OrleansChat.Embedded.Tests.Simulation;

namespace OrleansChat.Embedded.Tests.Cluster;

public sealed class DuplicateTests
{
    [Fact]
    public async Task Duplicate_OfAnActiveGrain_LivesBesideTheFirstAndOnlyBelieversCallThat()
    {
        await using var lab = await Lab.StartAsync(silos: 2);
        var (first, second) = (lab.Cluster.Silos[0], lab.Cluster.Silos[1]);
        await ActivateOnAsync(lab, first);

        lab.Cluster.Duplicate(lab.Client.GetGrain<ILocalGrain>("a"), second, first);

        Assert.Equal(first.Address, await WhereAsync(lab, first));
        Assert.Equal(second.Address, await WhereAsync(lab, second));
        Assert.Equal(second.Address, await lab.RunAsync(lab.Client.GetGrain<ILocalGrain>("a").WhereAsync()));
        Assert.Equal(2, lab.Cluster.Silos.Sum(silo => silo.ActivationCount));
    }

    [Fact]
    public async Task EndDuplicates_DeactivatesTheActivationThatTheDirectoryDoesNotKnow()
    {
        await using var lab = await Lab.StartAsync(silos: 2);
        var (first, second) = (lab.Cluster.Silos[0], lab.Cluster.Silos[1]);
        await ActivateOnAsync(lab, first);
        lab.Cluster.Duplicate(lab.Client.GetGrain<ILocalGrain>("a"), second, first);
        await WhereAsync(lab, second);

        lab.Cluster.EndDuplicates();
        lab.Turns.Run();

        Assert.Equal(0, first.ActivationCount);
        Assert.Equal(second.Address, await WhereAsync(lab, first));
    }

    [Fact]
    public async Task Duplicate_WhoseFirstSiloIsKilled_IsCalledByTheBelieversToo()
    {
        await using var lab = await Lab.StartAsync(silos: 2);
        var (first, second) = (lab.Cluster.Silos[0], lab.Cluster.Silos[1]);
        var client = lab.Cluster.DefaultClient;
        await ActivateOnAsync(lab, first);
        lab.Cluster.Duplicate(lab.Client.GetGrain<ILocalGrain>("a"), second, client);

        lab.Cluster.KillSilo(first);

        Assert.Equal(second.Address, await lab.RunAsync(client.GrainFactory.GetGrain<ILocalGrain>("a").WhereAsync()));
    }

    [Fact]
    public async Task Duplicate_OfAGrainThatIsNotActive_ChangesNothing()
    {
        await using var lab = await Lab.StartAsync(silos: 2);

        lab.Cluster.Duplicate(lab.Client.GetGrain<ILocalGrain>("a"), lab.Cluster.Silos[1], lab.Cluster.Silos[0]);

        Assert.Equal(lab.Cluster.Silos[0].Address, await WhereAsync(lab, lab.Cluster.Silos[0]));
        Assert.Equal(1, lab.Cluster.Silos.Sum(silo => silo.ActivationCount));
    }

    private static async Task ActivateOnAsync(Lab lab, EmbeddedSilo silo) => Assert.Equal(silo.Address, await WhereAsync(lab, silo));

    private static Task<SiloAddress> WhereAsync(Lab lab, EmbeddedMember caller) => lab.RunAsync(caller.GrainFactory.GetGrain<ILocalGrain>("a").WhereAsync());
}
