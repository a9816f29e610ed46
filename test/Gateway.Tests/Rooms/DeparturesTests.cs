using Orleans;
using OrleansChat.Gateway.Rooms;
using OrleansChat.Grains.Fanout;
using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Gateway.Tests.Rooms;

public sealed class DeparturesTests
{
    private static readonly ConnectionId Connection = new(new GatewayId("gateway"), 1);

    private readonly ScriptedGrains _script;
    private readonly Departures _departures;

    public DeparturesTests()
    {
        (var grains, _script) = ScriptedGrains.Create();
        _departures = new Departures(grains, new LinkScheduler(TaskScheduler.Default));
    }

    [Fact]
    public async Task Retry_PresenceCouldNotBeTold_TellsItAgainUntilItHasTakenItIn()
    {
        var telling = _departures.TellAsync(Events.Bob.Id, Connection);
        (await _script.NextAsync<ConnectionId>()).Answer.SetException(new TimeoutException());
        await Assert.ThrowsAsync<TimeoutException>(() => telling);

        _departures.Retry();
        var (connection, answer) = await _script.NextAsync<ConnectionId>();
        answer.SetResult(Connection);

        Assert.Equal(Connection, connection);
    }

    [Fact]
    public async Task Retry_ActivationThatWasReplacedAnswered_TellsTheNext()
    {
        var leave = new LeaveRoom(new SubscriptionId(new GatewayId("gateway"), 1), Events.Bob.Id, LeaveReason.Left, KnownEpoch: 7);
        var telling = _departures.TellAsync(Events.Room, leave);
        (await _script.NextAsync<LeaveRoom>()).Answer.SetResult((Reply<Accepted>)RoomRefusals.Moving);
        await Assert.ThrowsAsync<OrleansException>(() => telling);

        _departures.Retry();
        var (again, answer) = await _script.NextAsync<LeaveRoom>();
        answer.SetResult((Reply<Accepted>)Accepted.Instance);

        Assert.Equal(leave, again);
    }

    [Fact]
    public async Task Retry_RoomCouldNotBeTold_TellsItAgain()
    {
        var leave = new LeaveRoom(new SubscriptionId(new GatewayId("gateway"), 1), Events.Bob.Id, LeaveReason.Disconnected);
        var telling = _departures.TellAsync(Events.Room, leave);
        (await _script.NextAsync<LeaveRoom>()).Answer.SetException(new TimeoutException());
        await Assert.ThrowsAsync<TimeoutException>(() => telling);

        _departures.Retry();
        var (again, answer) = await _script.NextAsync<LeaveRoom>();
        answer.SetResult((Reply<Accepted>)Accepted.Instance);

        Assert.Equal(leave, again);
    }
}
