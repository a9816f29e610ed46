using OrleansChat.Embedded.Tests.Grains;
using OrleansChat.Embedded.Tests.Simulation;

namespace OrleansChat.Embedded.Tests.Turns;

public sealed class InterleavingTests
{
    [Fact]
    public async Task Call_WhileAnotherAwaits_StartsOnlyWhenThatOneHasEnded()
    {
        await using var lab = await Lab.StartAsync();
        var grain = lab.Client.GetGrain<IWorkGrain>("a");
        _ = grain.WorkAsync("one");
        _ = grain.WorkAsync("two");
        lab.Turns.Run();
        Assert.Equal(["+one"], lab.Journal.Entries);

        lab.Journal.Open("one");
        lab.Turns.Run();
        Assert.Equal(["+one", "-one", "+two"], lab.Journal.Entries);
    }

    [Fact]
    public async Task Calls_ThatWait_StartInTheOrderInWhichTheyCame()
    {
        await using var lab = await Lab.StartAsync();
        var grain = lab.Client.GetGrain<IWorkGrain>("a");
        string[] names = ["one", "two", "three", "four"];
        foreach (var name in names)
        {
            lab.Journal.Open(name);
            _ = grain.WorkAsync(name);
        }

        lab.Turns.Run();

        Assert.Equal(names.SelectMany(name => new[] { $"+{name}", $"-{name}" }), lab.Journal.Entries);
    }

    [Fact]
    public async Task AlwaysInterleaveCall_WhileAnotherAwaitsAndOthersWait_StartsAtOnce()
    {
        await using var lab = await Lab.StartAsync();
        var grain = lab.Client.GetGrain<IWorkGrain>("a");
        _ = grain.WorkAsync("one");
        _ = grain.WorkAsync("two");
        _ = grain.PeekAsync("peek");
        lab.Turns.Run();

        Assert.Equal(["+one", "+peek"], lab.Journal.Entries);
    }

    [Fact]
    public async Task Call_WhileAnAlwaysInterleaveCallAwaits_Starts()
    {
        await using var lab = await Lab.StartAsync();
        var grain = lab.Client.GetGrain<IWorkGrain>("a");
        _ = grain.PeekAsync("peek");
        _ = grain.WorkAsync("one");
        lab.Turns.Run();

        Assert.Equal(["+peek", "+one"], lab.Journal.Entries);
    }

    [Fact]
    public async Task ReadOnlyCalls_WithEachOther_Interleave()
    {
        await using var lab = await Lab.StartAsync();
        var grain = lab.Client.GetGrain<IWorkGrain>("a");
        _ = grain.ReadAsync("one");
        _ = grain.WorkAsync("write");
        _ = grain.ReadAsync("two");
        lab.Turns.Run();

        Assert.Equal(["+one", "+two"], lab.Journal.Entries);
    }

    [Fact]
    public async Task ReadOnlyCall_WhileAWriteAwaits_Waits()
    {
        await using var lab = await Lab.StartAsync();
        var grain = lab.Client.GetGrain<IWorkGrain>("a");
        _ = grain.WorkAsync("write");
        _ = grain.ReadAsync("read");
        lab.Turns.Run();

        Assert.Equal(["+write"], lab.Journal.Entries);
    }

    [Fact]
    public async Task Call_OfAReentrantGrainWhileAnotherAwaits_Starts()
    {
        await using var lab = await Lab.StartAsync();
        var grain = lab.Client.GetGrain<IReentrantGrain>("a");
        _ = grain.WorkAsync("one");
        _ = grain.WorkAsync("two");
        lab.Turns.Run();

        Assert.Equal(["+one", "+two"], lab.Journal.Entries);
    }

    [Fact]
    public async Task CallChain_ThatComesBackToItsGrain_WaitsUntilItTimesOut()
    {
        await using var lab = await Lab.StartAsync();
        lab.Journal.Open("x");
        var call = lab.Client.GetGrain<IWorkGrain>("a").HaveAsync("a", "x");
        lab.Turns.Run();
        Assert.False(call.IsCompleted);

        lab.Advance(TimeSpan.FromSeconds(31));
        await lab.FailsAsync<TimeoutException>(call);
    }

    [Fact]
    public async Task Calls_OfDifferentGrains_DoNotWaitForEachOther()
    {
        await using var lab = await Lab.StartAsync();
        _ = lab.Client.GetGrain<IWorkGrain>("a").WorkAsync("one");
        _ = lab.Client.GetGrain<IWorkGrain>("b").WorkAsync("two");
        lab.Turns.Run();

        Assert.Equal(["+one", "+two"], lab.Journal.Entries.Order());
    }
}
