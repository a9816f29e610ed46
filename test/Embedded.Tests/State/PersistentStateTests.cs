using Orleans.Storage;
using OrleansChat.Embedded.Tests.Grains;
using OrleansChat.Embedded.Tests.Simulation;

namespace OrleansChat.Embedded.Tests.State;

public sealed class PersistentStateTests
{
    [Fact]
    public async Task State_ThatWasWritten_SurvivesTheSiloOfItsActivation()
    {
        await using var lab = await StartAsync();
        var grain = lab.Client.GetGrain<IStateGrain>("a");
        await lab.RunAsync(grain.AddAsync("one", write: true));
        lab.Cluster.KillSilo(lab.Cluster.Silos.Single(silo => silo.ActivationCount == 1));

        Assert.Equal(["one"], await lab.RunAsync(grain.ReadAsync()));
    }

    [Fact]
    public async Task State_ThatWasNotWritten_IsLost()
    {
        await using var lab = await StartAsync();
        var grain = lab.Client.GetGrain<IStateGrain>("a");
        await lab.RunAsync(grain.AddAsync("one", write: true));
        await lab.RunAsync(grain.AddAsync("two", write: false));
        await lab.RunAsync(grain.EndAsync());

        Assert.Equal(["one"], await lab.RunAsync(grain.ReadAsync()));
    }

    [Fact]
    public async Task State_ThatWasCleared_IsNewAgain()
    {
        await using var lab = await StartAsync();
        var grain = lab.Client.GetGrain<IStateGrain>("a");
        await lab.RunAsync(grain.AddAsync("one", write: true));
        await lab.RunAsync(grain.ClearAsync());

        Assert.Empty(await lab.RunAsync(grain.ReadAsync()));
        await lab.RunAsync(grain.EndAsync());
        Assert.Empty(await lab.RunAsync(grain.ReadAsync()));
    }

    [Fact]
    public async Task Write_OfAVersionThatIsNotTheStored_IsRefused()
    {
        var storage = new MemoryGrainStorage();
        var id = GrainId.Create("test", "a");
        var one = new GrainState<WordsState>();
        var other = new GrainState<WordsState>();
        await storage.ReadStateAsync("words", id, one);
        await storage.ReadStateAsync("words", id, other);
        await storage.WriteStateAsync("words", id, one);

        await Assert.ThrowsAsync<InconsistentStateException>(() => storage.WriteStateAsync("words", id, other));
    }

    [Fact]
    public async Task Grain_WhoseStorageIsNotConfigured_FailsToActivateAndNamesIt()
    {
        await using var lab = await Lab.StartAsync();

        var failure = await lab.FailsAsync<BadProviderConfigException>(lab.Client.GetGrain<IStateGrain>("a").ReadAsync());

        Assert.Contains("'store'", failure.Message, StringComparison.Ordinal);
    }

    private static Task<Lab> StartAsync() => Lab.StartAsync(silos: 2, configure: silo => silo.AddMemoryGrainStorage("store"));
}
