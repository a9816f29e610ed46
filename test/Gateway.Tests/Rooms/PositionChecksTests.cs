using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using OrleansChat.Gateway.Fanout;
using OrleansChat.Gateway.Rooms;
using OrleansChat.Grains.Fanout;
using OrleansChat.Grains.Interfaces;
using OrleansChat.Testing;

namespace OrleansChat.Gateway.Tests.Rooms;

public sealed class PositionChecksTests : IDisposable
{
    private readonly FakeTime _time = new();
    private readonly Member _bob = new(Events.Bob);
    private readonly ScriptedGrains _script;
    private readonly RoomTable _table;
    private readonly RoomSessions _sessions;
    private readonly PositionChecks _checks;

    public PositionChecksTests()
    {
        (var grains, _script) = ScriptedGrains.Create();
        var (identity, options) = (new GatewayIdentity(), Options.Create(new GatewayOptions()));
        var scheduler = new LinkScheduler(new AtOnce());
        _table = new RoomTable(identity, options, new GatewayCounters(), _time);
        _sessions = new RoomSessions(grains, _table, identity, new GatewayObserver(grains, _table), new Departures(grains, scheduler), options, _time);
        var attacher = new RoomAttacher(_table, _sessions, scheduler, _time, NullLogger<RoomAttacher>.Instance);
        _checks = new PositionChecks(_table, _sessions, attacher, scheduler, _time, NullLogger<PositionChecks>.Instance);
    }

    [Fact]
    public async Task Tick_NothingMoreCame_TheRoomIsAskedWithin26Seconds()
    {
        await BeginAsync();
        _table.Deliver(Events.Message(3));
        _time.Advance(TimeSpan.FromSeconds(26));

        var (asked, _) = await _script.NextAsync<CheckGateway>();
        Assert.Equal((new Position(Events.Epoch, 3), 1), (asked.Position, asked.Subscriptions));
    }

    [Fact]
    public async Task Tick_RoomDoesNotKnowThisGateway_AttachesAtOnce()
    {
        await BeginAsync();
        _time.Advance(TimeSpan.FromSeconds(26));

        var (_, answer) = await _script.NextAsync<CheckGateway>();
        answer.SetResult(new RoomChecked(Knows: false, new Position(Events.Epoch, 2)));

        await _script.NextAsync<AttachGateway>();
    }

    [Fact]
    public async Task Tick_EventsCome_NothingIsComparedUntilTheyEnd()
    {
        await BeginAsync();
        for (var seq = 3; seq < 6; seq++)
        {
            _table.Deliver(Events.Message(seq));
            _time.Advance(TimeSpan.FromSeconds(10));
        }

        var next = _script.NextAsync<CheckGateway>();
        _time.Advance(TimeSpan.FromSeconds(15));
        Assert.False(next.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(new Position(Events.Epoch, 5), (await next).Command.Position);
    }

    public void Dispose() => _checks.Dispose();

    private async Task BeginAsync()
    {
        var joining = _sessions.JoinAsync(_bob.Connection, Events.Room, history: 10);
        var (_, answer) = await _script.NextAsync<JoinRoom>();
        answer.SetResult((Reply<RoomSnapshot>)Events.Snapshot(2));
        await joining;
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
