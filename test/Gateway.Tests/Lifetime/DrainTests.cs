using Microsoft.Extensions.DependencyInjection;
using OrleansChat.Contracts;
using OrleansChat.Gateway.Leases;
using OrleansChat.Gateway.Lifetime;
using OrleansChat.Gateway.Tests.Hosting;

namespace OrleansChat.Gateway.Tests.Lifetime;

public sealed class DrainTests
{
    [Fact]
    public async Task SendAway_OtherGatewaysAreAlive_SpreadsTheClientsAndEndsWhenTheyHaveGone()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(("Gateway:Drain:Window", "00:00:10"));
        var clients = new List<Participant>();
        for (var i = 0; i < 4; i++)
        {
            clients.Add(await gateway.ConnectAsync("Ann"));
            await clients[i].Connection.HelloAsync();
        }

        await AnotherIsKnownAsync(gateway);
        var draining = gateway.Services.GetRequiredService<Drain>().SendAwayAsync(CancellationToken.None);

        var delays = await Task.WhenAll(clients.Select(async client => (await client.NextAsync<DrainFrame>()).DelayMs));
        Assert.Equal([0, 2500, 5000, 7500], delays.Order());
        Assert.False(draining.IsCompleted);
        Assert.Equal(503, (int)(await gateway.Client.GetAsync("/health/ready")).StatusCode);
        Assert.Equal(503, (int)(await gateway.Client.GetAsync("/hub/chat")).StatusCode);
        Assert.Equal(200, (int)(await gateway.Client.GetAsync("/health/live")).StatusCode);

        await Task.WhenAll(clients.Select(client => client.Connection.DisposeAsync().AsTask()));
        await draining.WaitAsync(Participant.Patience);
    }

    [Fact]
    public async Task SendAway_SomeoneStays_SaysGoodbyeAndEndsAllTheSame()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(("Gateway:Drain:Window", "00:00:00.1"), ("Gateway:Drain:Patience", "00:00:00.1"));
        var ann = await gateway.ConnectAsync("Ann");
        await ann.Connection.HelloAsync();
        await AnotherIsKnownAsync(gateway);

        await gateway.Services.GetRequiredService<Drain>().SendAwayAsync(CancellationToken.None).WaitAsync(Participant.Patience);

        await ann.NextAsync<DrainFrame>();
        Assert.Equal("resume", (await ann.NextAsync<ByeFrame>()).Action);
        await ann.ClosedAsync();
    }

    [Fact]
    public async Task SendAway_NoOtherGateway_TellsAllToComeBackAndResume()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(("Gateway:Drain:RetryAfter", "00:00:03"));
        var ann = await gateway.ConnectAsync("Ann");
        await ann.Connection.HelloAsync();

        await gateway.Services.GetRequiredService<Drain>().SendAwayAsync(CancellationToken.None).WaitAsync(Participant.Patience);

        Assert.Equal(new ByeFrame(ChatErrorCode.Draining, "The server stops; come back in a moment.", "resume", 3000), await ann.NextAsync<ByeFrame>());
        Assert.True((await ann.ClosedAsync()).ByServer);
    }

    [Fact]
    public async Task SendAway_NobodyIsConnected_WaitsForNothing()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(GatewayUnderTest.NewTime());

        await gateway.Services.GetRequiredService<Drain>().SendAwayAsync(CancellationToken.None).WaitAsync(Participant.Patience);
    }

    /// <summary>The gateway has renewed its lease and learnt from the answer that there is another.</summary>
    private static async Task AnotherIsKnownAsync(GatewayUnderTest gateway)
    {
        await gateway.ListAnotherGatewayAsync();
        await gateway.Services.GetRequiredService<LeaseKeeper>().RenewAsync();
    }
}
