using System.Collections.Concurrent;
using OrleansChat.Grains.Fanout;
using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Gateway.Rooms;

/// <summary>Attaches rooms in which this gateway noticed that something is missing, until it succeeds.</summary>
internal sealed partial class RoomAttacher
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    /// <summary>An activation that is on its way out answers, too, though it is not the one: after so many answers the next is waited for.</summary>
    private const int PromptAttempts = 3;

    private readonly RoomTable _table;
    private readonly RoomSessions _sessions;
    private readonly LinkScheduler _scheduler;
    private readonly TimeProvider _time;
    private readonly ILogger<RoomAttacher> _logger;

    /// <summary>Rooms that are being attached; one that is said to be incomplete again meanwhile is looked at again anyway.</summary>
    private readonly ConcurrentDictionary<RoomId, GatewayRoom> _attaching = [];

    public RoomAttacher(RoomTable table, RoomSessions sessions, LinkScheduler scheduler, TimeProvider time, ILogger<RoomAttacher> logger)
    {
        _table = table;
        _sessions = sessions;
        _scheduler = scheduler;
        _time = time;
        _logger = logger;
        table.Incomplete = Begin;
        table.Removed = sessions.Remove;
    }

    /// <summary>Begins to attach a room; called inside of a room's turn, so the work runs elsewhere.</summary>
    public void Begin(GatewayRoom room)
    {
        // One room that cannot be reached must not hold up the others.
        if (_attaching.TryAdd(room.Id, room))
        {
            _ = _scheduler.Start(() => AttachAsync(room));
        }
    }

    private async Task AttachAsync(GatewayRoom room)
    {
        for (var attempt = 1; Needs(room); attempt++)
        {
            try
            {
                await _sessions.AttachAsync(room);
                if (attempt < PromptAttempts)
                {
                    continue;
                }
            }
#pragma warning disable CA1031 // Whatever kept the room from answering, the gateway's members are still there: try again.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                LogUnreached(room.Id.Value, exception);
            }

            await Task.Delay(RetryDelay, _time);
        }

        // A need that arose between the last look and the end of this one's turn was not taken up by anybody.
        _attaching.TryRemove(room.Id, out _);
        if (Needs(room))
        {
            Begin(room);
        }
    }

    private bool Needs(GatewayRoom room) => room.NeedsAttachment && _table.Find(room.Id) == room;

    [LoggerMessage(Level = LogLevel.Warning, Message = "Room {Room} could not be attached; trying again.")]
    private partial void LogUnreached(string room, Exception exception);
}
