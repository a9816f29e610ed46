using System.Text.Json;
using OrleansChat.Gateway.Tests.Hosting;

namespace OrleansChat.Gateway.Tests.Transport;

/// <summary>What a connection costs that says nothing.</summary>
[Collection(AloneInTheProcess.Name)]
public sealed class IdleConnectionTests
{
    private const int Connections = 100;
    private const int MembersOfARoom = 10;

    [Fact]
    public async Task Connect_ManyThatJoinAndSayNothing_SetsNoTimer()
    {
        var time = GatewayUnderTest.NewTime();
        await using var gateway = await GatewayUnderTest.StartAsync(time);
        using var first = await JoinAsync(gateway, "FIRST");
        var (timers, systemTimers) = (time.Timers, Timer.ActiveCount);

        var hubs = new List<RawHub>();
        for (var number = 0; number < Connections; number++)
        {
            hubs.Add(await JoinAsync(gateway, $"ROOM-{number / MembersOfARoom}"));
        }

        // A call that has been answered may let go of its time limit a moment later.
        await time.WhenAtMostTimersAsync(timers).WaitAsync(Participant.Patience).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        Assert.InRange(time.Timers, 0, timers);

        // What sets its timers on the process's own clock is seen as well; others of this process may set some, but not one for each connection.
        Assert.InRange(Timer.ActiveCount - systemTimers, long.MinValue, Connections / 2);
        hubs.ForEach(hub => hub.Dispose());
    }

    private static async Task<RawHub> JoinAsync(GatewayUnderTest gateway, string room)
    {
        var hub = await RawHub.ConnectAsync(gateway, GatewayUnderTest.NewUser("Ann"));
        await hub.SendAsync(JsonSerializer.Serialize(new { type = 1, invocationId = "join", target = "Join", arguments = new[] { new { room } } }) + '\u001e');
        Assert.True((await hub.ReadAnswerAsync("join")).GetProperty("ok").GetBoolean());
        return hub;
    }
}
