using OrleansChat.Embedded.Tests.Grains;
using OrleansChat.Embedded.Tests.Simulation;

namespace OrleansChat.Embedded.Tests.Activations;

public sealed class ActivationTests
{
    [Fact]
    public async Task Calls_WhileTheGrainActivates_WaitForIt()
    {
        await using var lab = await Lab.StartAsync();
        var call = lab.Client.GetGrain<IWorkGrain>("slow").CountAsync();
        lab.Turns.Run();
        Assert.False(call.IsCompleted);

        lab.Journal.Open("activate");
        Assert.Equal(1, await lab.RunAsync(call));
    }

    [Fact]
    public async Task Activation_ThatFails_FailsEveryWaitingCallAndLeavesNothing()
    {
        await using var lab = await Lab.StartAsync();
        var grain = lab.Client.GetGrain<IWorkGrain>("broken");
        Task[] calls = [grain.CountAsync(), grain.CountAsync()];
        lab.Turns.Run();
        foreach (var call in calls)
        {
            var failure = await lab.FailsAsync<InvalidOperationException>(call);
            Assert.Equal("cannot activate", failure.Message);
        }

        Assert.Equal(0, lab.Cluster.Silos[0].ActivationCount);
        Assert.Equal(["broken"], lab.Journal.Entries);
    }

    [Fact]
    public async Task Activation_AfterAFailedOne_IsTriedAgain()
    {
        await using var lab = await Lab.StartAsync();
        var grain = lab.Client.GetGrain<IWorkGrain>("broken");
        await lab.FailsAsync<InvalidOperationException>(grain.CountAsync());
        await lab.FailsAsync<InvalidOperationException>(grain.CountAsync());

        Assert.Equal(["broken", "broken"], lab.Journal.Entries);
    }

    [Fact]
    public async Task Activation_ThatTakesTooLong_FailsItsCalls()
    {
        await using var lab = await Lab.StartAsync(
            configure: silo => silo.Configure<Orleans.Configuration.GrainCollectionOptions>(options => options.ActivationTimeout = TimeSpan.FromSeconds(10)));
        var call = lab.Client.GetGrain<IWorkGrain>("slow").CountAsync();
        lab.Turns.Run();

        lab.Advance(TimeSpan.FromSeconds(11));

        await lab.FailsAsync<TimeoutException>(call);
        Assert.Equal(0, lab.Cluster.Silos[0].ActivationCount);
    }

    [Fact]
    public async Task DeactivateOnIdle_InTheMidstOfACall_EndsTheActivationWhenThatCallHasEnded()
    {
        await using var lab = await Lab.StartAsync();
        var grain = lab.Client.GetGrain<IWorkGrain>("a");
        _ = grain.PeekAsync("peek");
        await lab.RunAsync(grain.EndAsync());
        Assert.DoesNotContain("deactivate ApplicationRequested", lab.Journal.Entries);

        lab.Journal.Open("peek");
        lab.Turns.Run();
        Assert.Equal(["+peek", "-peek", "deactivate ApplicationRequested"], lab.Journal.Entries);
        Assert.Equal(0, lab.Cluster.Silos[0].ActivationCount);
    }

    [Fact]
    public async Task Calls_WhileTheGrainDeactivates_GoToANewActivationInOrder()
    {
        await using var lab = await Lab.StartAsync();
        var grain = lab.Client.GetGrain<IWorkGrain>("a");
        await lab.RunAsync(grain.CountAsync());
        _ = grain.PeekAsync("peek");
        await lab.RunAsync(grain.EndAsync());
        Task<int>[] waiting = [grain.CountAsync(), grain.CountAsync(), grain.CountAsync()];

        lab.Journal.Open("peek");
        lab.Turns.Run();

        var counts = await Task.WhenAll(waiting);
        Assert.Equal([1, 2, 3], counts);
        Assert.Equal(4, await lab.RunAsync(grain.CountAsync()));
    }

    [Fact]
    public async Task Activation_AfterADeactivation_StartsWithNoState()
    {
        await using var lab = await Lab.StartAsync();
        var grain = lab.Client.GetGrain<IWorkGrain>("a");
        await lab.RunAsync(grain.CountAsync());
        await lab.RunAsync(grain.EndAsync());

        Assert.Equal(1, await lab.RunAsync(grain.CountAsync()));
    }

    [Fact]
    public async Task Call_ThatMeetsOneEndingActivationAfterTheOther_FailsAfterTwoForwards()
    {
        await using var lab = await Lab.StartAsync();
        var grain = lab.Client.GetGrain<IWorkGrain>("a");
        Task[] ends = [grain.EndAsync(), grain.EndAsync(), grain.EndAsync()];
        var count = grain.CountAsync();
        lab.Turns.Run();

        await Task.WhenAll(ends);
        await lab.FailsAsync<OrleansMessageRejectionException>(count);
    }

    [Fact]
    public async Task References_ToOneGrain_AreEqualAndHashAlike()
    {
        await using var lab = await Lab.StartAsync();
        var references = new Dictionary<IWorkGrain, int> { [lab.Client.GetGrain<IWorkGrain>("a")] = 1 };

        Assert.True(references.ContainsKey(lab.Client.GetGrain<IWorkGrain>("a")));
        Assert.False(references.ContainsKey(lab.Client.GetGrain<IWorkGrain>("b")));
        Assert.Equal("a", references.Keys.Single().GetPrimaryKeyString());
    }

    [Fact]
    public async Task GetGrain_OfAnInterfaceWithoutAClass_NamesIt()
    {
        await using var lab = await Lab.StartAsync();

        var failure = Assert.Throws<ArgumentException>(() => lab.Client.GetGrain<IOrphanGrain>("a"));

        Assert.Contains(nameof(IOrphanGrain), failure.Message, StringComparison.Ordinal);
    }
}
