using Microsoft.Extensions.Logging.Abstractions;
using OrleansChat.Gateway.Rooms;
using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Gateway.Tests.Rooms;

public sealed class PositionChecksTests : IDisposable
{
    private readonly ScriptedGateway _gateway = new(new AtOnce());
    private readonly PositionChecks _checks;

    public PositionChecksTests() => _checks = new PositionChecks(
        _gateway.Table, _gateway.Sessions, _gateway.Attacher, _gateway.Scheduler, _gateway.Time, NullLogger<PositionChecks>.Instance);

    [Fact]
    public async Task Tick_NothingMoreCame_TheRoomIsAskedWithin26Seconds()
    {
        await BeginAsync();
        _gateway.Table.Deliver(Events.Message(3));
        _gateway.Time.Advance(TimeSpan.FromSeconds(26));

        var (asked, _) = await _gateway.Script.NextAsync<CheckGateway>();
        Assert.Equal((new Position(Events.Epoch, 3), 1), (asked.Position, asked.Subscriptions));
    }

    [Fact]
    public async Task Tick_RoomDoesNotKnowThisGateway_AttachesAtOnce()
    {
        await BeginAsync();
        _gateway.Time.Advance(TimeSpan.FromSeconds(26));

        var (_, answer) = await _gateway.Script.NextAsync<CheckGateway>();
        answer.SetResult(new RoomChecked(Knows: false, new Position(Events.Epoch, 2)));

        await _gateway.Script.NextAsync<AttachGateway>();
    }

    [Fact]
    public async Task Tick_EventsCome_NothingIsComparedUntilTheyEnd()
    {
        await BeginAsync();
        for (var seq = 3; seq < 6; seq++)
        {
            _gateway.Table.Deliver(Events.Message(seq));
            _gateway.Time.Advance(TimeSpan.FromSeconds(10));
        }

        var next = _gateway.Script.NextAsync<CheckGateway>();
        _gateway.Time.Advance(TimeSpan.FromSeconds(15));
        Assert.False(next.IsCompleted);
        _gateway.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(new Position(Events.Epoch, 5), (await next).Command.Position);
    }

    [Fact]
    public async Task Tick_RoomThatNobodyIsInToldSomething_IsToldSoWhenWordOfTheLeavingHadItsTime()
    {
        var bob = new Member(Events.Bob);
        await BeginAsync(bob);
        var leaving = _gateway.Sessions.LeaveAsync(bob.Connection, bob.Connection.Find(Events.Room)!, LeaveReason.Left);
        (await _gateway.Script.NextAsync<LeaveRoom>()).Answer.SetResult((Reply<Accepted>)Accepted.Instance);
        await leaving;

        Assert.Equal(DeliveryOutcome.NotKept, _gateway.Table.Deliver(Events.Message(3)));
        var next = _gateway.Script.NextAsync<DetachGateway>();
        _gateway.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(next.IsCompleted);
        _gateway.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(new DetachGateway(_gateway.Table.Id, UpTo: 1), (await next).Command);
    }

    [Fact]
    public async Task Tick_SomebodyHasEnteredTheStrayRoomSince_NothingIsSaid()
    {
        await _checks.StartAsync(CancellationToken.None);
        Assert.Equal(DeliveryOutcome.NotKept, _gateway.Table.Deliver(Events.Message(3)));
        await _gateway.JoinAsync(new Member(Events.Bob), head: 3);

        _gateway.Time.Advance(TimeSpan.FromSeconds(26));

        await _gateway.Script.NextAsync<CheckGateway>();
    }

    public void Dispose() => _checks.Dispose();

    private async Task BeginAsync(Member? member = null)
    {
        await _gateway.JoinAsync(member ?? new Member(Events.Bob), head: 2);
        await _checks.StartAsync(CancellationToken.None);
    }

    /// <summary>Begins what a tick starts within that tick, so that what it reads is what was there.</summary>
    private sealed class AtOnce : TaskScheduler
    {
        protected override void QueueTask(Task task) => TryExecuteTask(task);

        protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => TryExecuteTask(task);

        protected override IEnumerable<Task> GetScheduledTasks() => [];
    }
}
