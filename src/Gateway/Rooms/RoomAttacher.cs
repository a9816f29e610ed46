namespace OrleansChat.Gateway.Rooms;

/// <summary>Attaches rooms in which this gateway noticed that something is missing, until it succeeds.</summary>
internal sealed partial class RoomAttacher(RoomTable table, RoomSessions sessions, TimeProvider time, ILogger<RoomAttacher> logger) : BackgroundService
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var room in table.Incomplete.ReadAllAsync(stoppingToken))
        {
            // One room that cannot be reached must not hold up the others.
            _ = AttachAsync(room, stoppingToken);
        }
    }

    private async Task AttachAsync(GatewayRoom room, CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested && table.Find(room.Id) == room)
        {
            try
            {
                await sessions.AttachAsync(room);
                return;
            }
#pragma warning disable CA1031 // Whatever kept the room from answering, the gateway's members are still there: try again.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                LogUnreached(room.Id.Value, exception);
            }

            await Task.Delay(RetryDelay, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Room {Room} could not be attached; trying again.")]
    private partial void LogUnreached(string room, Exception exception);
}
