using System.Collections.Concurrent;

namespace OrleansChat.Gateway.Rooms;

/// <summary>Attaches rooms in which this gateway noticed that something is missing, until it succeeds.</summary>
internal sealed partial class RoomAttacher(RoomTable table, RoomSessions sessions, TimeProvider time, ILogger<RoomAttacher> logger) : BackgroundService
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    /// <summary>Rooms that are being attached; one that is said to be incomplete again meanwhile is looked at again anyway.</summary>
    private readonly ConcurrentDictionary<GatewayRoom, bool> _attaching = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Not ReadAllAsync, which goes on in the thread pool wherever this runs.
        while (await table.Incomplete.WaitToReadAsync(stoppingToken))
        {
            while (table.Incomplete.TryRead(out var room))
            {
                // One room that cannot be reached must not hold up the others.
                if (_attaching.TryAdd(room, true))
                {
                    _ = AttachAsync(room, stoppingToken);
                }
            }
        }
    }

    private async Task AttachAsync(GatewayRoom room, CancellationToken stoppingToken)
    {
        while (Needs(room, stoppingToken))
        {
            try
            {
                await sessions.AttachAsync(room);
                continue;
            }
#pragma warning disable CA1031 // Whatever kept the room from answering, the gateway's members are still there: try again.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                LogUnreached(room.Id.Value, exception);
            }

            await Task.Delay(RetryDelay, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        // A need that arose between the last look and the end of this one's turn was not taken up by anybody.
        _attaching.TryRemove(room, out _);
        if (Needs(room, stoppingToken))
        {
            table.Settle(room, complete: false, delivered: 0);
        }
    }

    private bool Needs(GatewayRoom room, CancellationToken stoppingToken) =>
        !stoppingToken.IsCancellationRequested && room.NeedsAttachment && table.Find(room.Id) == room;

    [LoggerMessage(Level = LogLevel.Warning, Message = "Room {Room} could not be attached; trying again.")]
    private partial void LogUnreached(string room, Exception exception);
}
