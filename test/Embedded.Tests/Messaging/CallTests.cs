using Orleans.Configuration;
using OrleansChat.Embedded.Tests.Grains;
using OrleansChat.Embedded.Tests.Simulation;

namespace OrleansChat.Embedded.Tests.Messaging;

public sealed class CallTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Exception_OfAGrain_ReachesItsCallerWithTypeMessageAndTrace(bool later)
    {
        await using var lab = await Lab.StartAsync();
        var grain = lab.Client.GetGrain<IWorkGrain>("a");

        var failure = await lab.FailsAsync<WorkFailedException>(later ? grain.FailLaterAsync("so") : grain.FailAsync("so"));

        Assert.Equal("so", failure.Message);
        Assert.Contains(later ? nameof(IWorkGrain.FailLaterAsync) : nameof(IWorkGrain.FailAsync), failure.StackTrace, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_AfterAFailedOne_FindsTheSameActivation()
    {
        await using var lab = await Lab.StartAsync();
        var grain = lab.Client.GetGrain<IWorkGrain>("a");
        await lab.RunAsync(grain.CountAsync());
        await lab.FailsAsync<WorkFailedException>(grain.FailAsync("so"));

        Assert.Equal(2, await lab.RunAsync(grain.CountAsync()));
    }

    [Fact]
    public async Task Call_WithoutAnAnswer_TimesOutAfterTheResponseTimeout()
    {
        await using var lab = await Lab.StartAsync();
        var call = lab.Client.GetGrain<IWorkGrain>("a").WorkAsync("one");
        lab.Turns.Run();
        lab.Advance(TimeSpan.FromSeconds(29));
        Assert.False(call.IsCompleted);

        lab.Advance(TimeSpan.FromSeconds(2));
        await lab.FailsAsync<TimeoutException>(call);
    }

    [Fact]
    public async Task ResponseTimeout_OfTheMethod_CountsInsteadOfTheSilos()
    {
        await using var lab = await Lab.StartAsync();
        var call = lab.Client.GetGrain<IWorkGrain>("a").WorkInAHurryAsync("one");
        lab.Turns.Run();
        lab.Advance(TimeSpan.FromSeconds(6));

        await lab.FailsAsync<TimeoutException>(call);
    }

    [Fact]
    public async Task ResponseTimeout_OfTheSilo_CountsForItsGrains()
    {
        await using var lab = await Lab.StartAsync(
            configure: silo => silo.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = TimeSpan.FromSeconds(3)));
        var call = lab.Client.GetGrain<IWorkGrain>("a").HaveAsync("b", "one");
        lab.Turns.Run();
        lab.Advance(TimeSpan.FromSeconds(4));

        await lab.FailsAsync<TimeoutException>(call);
    }

    [Fact]
    public async Task Call_ThatTimedOutWhileItWaited_DoesNotStart()
    {
        await using var lab = await Lab.StartAsync();
        var grain = lab.Client.GetGrain<IWorkGrain>("a");
        _ = grain.WorkAsync("one");
        var late = grain.WorkAsync("two");
        lab.Turns.Run();
        lab.Advance(TimeSpan.FromSeconds(31));
        await lab.FailsAsync<TimeoutException>(late);

        lab.Journal.Open("one");
        lab.Turns.Run();
        Assert.Equal(["+one", "-one"], lab.Journal.Entries);
    }

    [Fact]
    public async Task Answer_AfterTheTimeout_IsIgnored()
    {
        await using var lab = await Lab.StartAsync();
        var grain = lab.Client.GetGrain<IWorkGrain>("a");
        var call = grain.WorkAsync("one");
        lab.Turns.Run();
        lab.Advance(TimeSpan.FromSeconds(31));
        lab.Journal.Open("one");
        lab.Turns.Run();

        await lab.FailsAsync<TimeoutException>(call);
        Assert.Equal(1, await lab.RunAsync(grain.CountAsync()));
    }
}
