using OrleansChat.Grains.Fanout;
using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Gateway.Rooms;

/// <summary>
/// Compares this gateway's rooms with their grains: those of which nothing was heard for a while, so that a loss which nobody noticed is found, and all of
/// them at once when a silo was lost.
/// </summary>
internal sealed partial class PositionChecks(
    RoomTable table, RoomSessions sessions, RoomAttacher attacher, LinkScheduler scheduler, TimeProvider time, ILogger<PositionChecks> logger) : IHostedService, IDisposable
{
    /// <summary>More of them at once would stand in the way of messages.</summary>
    private const int AtOnce = 16;

    private readonly Lock _lock = new();
    private readonly Queue<GatewayRoom> _due = new();
    private readonly List<(GatewayRoom Room, Position Reaches, int Tick)> _promised = [];
    private ITimer? _timer;
    private int _tick;
    private int _running;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var second = TimeSpan.FromSeconds(1);
        _timer = time.CreateTimer(_ => Tick(), null, second, second);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose() => _timer?.Dispose();

    /// <summary>Rooms may have been lost, or have lost this gateway: looks at every one, soon.</summary>
    public void CheckAll() => Enqueue(table.Rooms);

    private void Tick()
    {
        table.Replicas.Sweep();
        foreach (var stray in table.Strays.Take())
        {
            _ = scheduler.Start(() => DetachAsync(stray));
        }

        var tick = ++_tick;
        foreach (var (room, reaches, due) in _promised.ToArray())
        {
            if (due <= tick)
            {
                _promised.Remove((room, reaches, due));
                AttachIfBehind(room, reaches);
            }
        }

        Enqueue(table.RoomsWhere(room => room.IsToBeChecked(tick)));
    }

    private void AttachIfBehind(GatewayRoom room, Position reaches)
    {
        if (table.Find(room.Id) == room && room.IsBehind(reaches))
        {
            room.RequireAttachment();
            attacher.Begin(room);
        }
    }

    private void Enqueue(GatewayRoom[] rooms)
    {
        lock (_lock)
        {
            Array.ForEach(rooms, _due.Enqueue);
            for (; _running < AtOnce && _running < _due.Count; _running++)
            {
                _ = scheduler.Start(CheckDueAsync);
            }
        }
    }

    private async Task CheckDueAsync()
    {
        while (TakeDue() is { } room)
        {
            try
            {
                await CheckAsync(room);
            }
#pragma warning disable CA1031 // A room that cannot be reached is looked at again in the next round.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                LogUnchecked(room.Id.Value, exception);
                room.RequireAttachment();
                attacher.Begin(room);
            }
        }
    }

    private GatewayRoom? TakeDue()
    {
        lock (_lock)
        {
            if (_due.TryDequeue(out var room))
            {
                return room;
            }

            _running--;
            return null;
        }
    }

    private async Task CheckAsync(GatewayRoom room)
    {
        if (table.Find(room.Id) != room || room.Describe() is not { } query)
        {
            return;
        }

        var answer = await sessions.CheckAsync(room, query);
        if (!answer.Knows)
        {
            room.RequireAttachment();
            attacher.Begin(room);
        }
        else if (room.IsBehind(answer.Position))
        {
            // The events are on their way, or lost: two seconds tell.
            lock (_lock)
            {
                _promised.Add((room, answer.Position, _tick + 2));
            }
        }
    }

    private async Task DetachAsync(RoomId room)
    {
        try
        {
            await sessions.DetachAsync(room);
        }
#pragma warning disable CA1031 // The room says it again with whatever it tells next.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogUndetached(room.Value, exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Room {Room} could not be told that nobody here is in it.")]
    private partial void LogUndetached(string room, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Room {Room} could not be compared; attaching to it.")]
    private partial void LogUnchecked(string room, Exception exception);
}
