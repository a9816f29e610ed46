using OrleansChat.Embedded.Tests.Grains;
using OrleansChat.Embedded.Tests.Simulation;

namespace OrleansChat.Embedded.Tests.Activations;

public sealed class GrainTimerTests
{
    [Fact]
    public async Task Timer_WhenDue_TicksInATurnOfItsGrain()
    {
        await using var lab = await Lab.StartAsync();
        await lab.RunAsync(lab.Client.GetGrain<ITimerGrain>("a").StartAsync(2, 3, interleave: false, keepAlive: false));
        lab.Advance(TimeSpan.FromSeconds(1));
        Assert.Empty(lab.Journal.Entries);

        lab.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(["+tick"], lab.Journal.Entries);
    }

    [Fact]
    public async Task Timer_WhoseTickAwaits_DoesNotTickAgainUntilAPeriodAfterItsEnd()
    {
        await using var lab = await Lab.StartAsync();
        await lab.RunAsync(lab.Client.GetGrain<ITimerGrain>("a").StartAsync(1, 3, interleave: true, keepAlive: false));
        lab.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(["+tick"], lab.Journal.Entries);

        lab.Journal.Open("tick");
        lab.Turns.Run();
        lab.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(["+tick", "-tick"], lab.Journal.Entries);

        lab.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(["+tick", "-tick", "+tick", "-tick"], lab.Journal.Entries);
    }

    [Theory]
    [InlineData(false, new[] { "+work" })]
    [InlineData(true, new[] { "+work", "+tick" })]
    public async Task Timer_DueWhileACallAwaits_InterleavesOnlyWhereItSaysSo(bool interleave, string[] expected)
    {
        await using var lab = await Lab.StartAsync();
        var grain = lab.Client.GetGrain<ITimerGrain>("a");
        await lab.RunAsync(grain.StartAsync(1, 1, interleave, keepAlive: false));
        _ = grain.WorkAsync("work");
        lab.Turns.Run();

        lab.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(expected, lab.Journal.Entries);
    }

    [Fact]
    public async Task Call_WhileATickAwaits_Waits()
    {
        await using var lab = await Lab.StartAsync();
        var grain = lab.Client.GetGrain<ITimerGrain>("a");
        await lab.RunAsync(grain.StartAsync(1, 1, interleave: false, keepAlive: false));
        lab.Advance(TimeSpan.FromSeconds(1));

        _ = grain.WorkAsync("work");
        lab.Turns.Run();

        Assert.Equal(["+tick"], lab.Journal.Entries);
    }

    [Fact]
    public async Task Timer_ThatFails_TicksOn()
    {
        await using var lab = await Lab.StartAsync();
        lab.Journal.Open("tick");
        await lab.RunAsync(lab.Client.GetGrain<ITimerGrain>("failing").StartAsync(1, 1, interleave: false, keepAlive: false));

        lab.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(["+tick", "-tick", "+tick", "-tick"], lab.Journal.Entries);
    }

    [Fact]
    public async Task Change_OfARunningTimer_SetsTheNextTick()
    {
        await using var lab = await Lab.StartAsync();
        lab.Journal.Open("tick");
        var grain = lab.Client.GetGrain<ITimerGrain>("a");
        await lab.RunAsync(grain.StartAsync(1, 1, interleave: false, keepAlive: false));
        await lab.RunAsync(grain.ChangeAsync(5, 1));
        lab.Advance(TimeSpan.FromSeconds(4));
        Assert.Empty(lab.Journal.Entries);

        lab.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(["+tick", "-tick"], lab.Journal.Entries);
    }

    [Fact]
    public async Task Timer_OfADeactivatedGrain_IsSilent()
    {
        await using var lab = await Lab.StartAsync();
        lab.Journal.Open("tick");
        var grain = lab.Client.GetGrain<ITimerGrain>("a");
        await lab.RunAsync(grain.StartAsync(1, 1, interleave: false, keepAlive: false));
        await lab.RunAsync(grain.EndAsync());

        lab.Advance(TimeSpan.FromSeconds(5));

        Assert.Empty(lab.Journal.Entries);
    }

    [Fact]
    public async Task Timer_ThatIsDisposed_IsSilent()
    {
        await using var lab = await Lab.StartAsync();
        lab.Journal.Open("tick");
        var grain = lab.Client.GetGrain<ITimerGrain>("a");
        await lab.RunAsync(grain.StartAsync(2, 1, interleave: false, keepAlive: false));
        await lab.RunAsync(grain.StopAsync());

        lab.Advance(TimeSpan.FromSeconds(5));

        Assert.Empty(lab.Journal.Entries);
    }

    [Fact]
    public async Task RegisterGrainTimer_OutsideOfTheGrainsTurn_IsRefused()
    {
        await using var cluster = await EmbeddedCluster.StartAsync(new EmbeddedClusterOptions
        {
            ConfigureSilo = silo => Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions.AddSingleton<Journal>(silo.Services),
        });

        Assert.False(await cluster.Client.GetGrain<ITimerGrain>("a").StartOutsideOfItsTurnAsync());
    }
}
