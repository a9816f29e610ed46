using Microsoft.Extensions.DependencyInjection;
using OrleansChat.Embedded.Tests.Grains;
using OrleansChat.Embedded.Tests.Simulation;

namespace OrleansChat.Embedded.Tests.Turns;

/// <summary>A call from outside of grains is executed by the thread that makes it, where the grain is idle.</summary>
public sealed class PromptCallTests : IAsyncLifetime
{
    private readonly Journal _journal = new();
    private EmbeddedCluster _cluster = null!;

    private IWorkGrain Grain => _cluster.Client.GetGrain<IWorkGrain>("a");

    public async Task InitializeAsync() => _cluster = await EmbeddedCluster.StartAsync(new EmbeddedClusterOptions
    {
        ConfigureSilo = silo => silo.Services.AddSingleton(_journal),
    });

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public void Call_OfAnIdleGrain_IsAnsweredWhenItReturns()
    {
        var first = Grain.CountAsync();
        var second = Grain.CountAsync();

        Assert.True(first.IsCompletedSuccessfully && second.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Call_ThatFails_FailsItsTaskAndNotItsCaller()
    {
        var call = Grain.FailAsync("on purpose");

        Assert.True(call.IsFaulted);
        await Assert.ThrowsAsync<WorkFailedException>(() => call);
    }

    [Fact]
    public async Task Call_ThatWaits_ReturnsAndIsAnsweredLater()
    {
        var call = Grain.WorkAsync("one");
        Assert.False(call.IsCompleted);

        _journal.Open("one");
        await call;

        Assert.Equal(["+one", "-one"], _journal.Entries);
    }

    [Fact]
    public async Task Call_OfAGrainThatIsBusy_WaitsForItsTurn()
    {
        var first = Grain.WorkAsync("one");
        var second = Grain.CountAsync();
        Assert.False(second.IsCompleted);

        _journal.Open("one");
        await first;

        Assert.Equal(1, await second);
    }

    [Fact]
    public async Task Call_OfAGrain_ShowsItNothingOfTheCallersContext()
    {
        Ambient.Value = "the caller's";
        var call = Grain.AmbientAsync();

        Assert.True(call.IsCompletedSuccessfully);
        Assert.Null(await call);
        Assert.Equal("the caller's", Ambient.Value);
    }

    [Fact]
    public async Task Call_ByAGrainThatRunsOnItsCallersThread_IsAnsweredAllTheSame()
    {
        _journal.Open("one");

        await Grain.HaveAsync("b", "one");

        Assert.Equal(["+one", "-one"], _journal.Entries);
    }
}
