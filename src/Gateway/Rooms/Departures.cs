using System.Collections.Concurrent;
using OrleansChat.Grains.Fanout;
using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Gateway.Rooms;

/// <summary>
/// Tells rooms who has left. A room that cannot be told now is told again until it has taken it in: otherwise a member who is gone would stay in its
/// list for as long as this gateway lives.
/// </summary>
internal sealed class Departures(IGrainFactory grains, LinkScheduler scheduler)
{
    private readonly ConcurrentQueue<(RoomId Room, LeaveRoom Command)> _untold = new();

    /// <summary>Tells the room; where that fails it is told later, and the failure is the caller's to know.</summary>
    public async Task TellAsync(RoomId room, LeaveRoom command)
    {
        try
        {
            await grains.GetGrain<IRoomGrain>(room.Value).LeaveAsync(command);
        }
        catch
        {
            _untold.Enqueue((room, command));
            throw;
        }
    }

    /// <summary>Tells again those that could not be told; called from time to time.</summary>
    public void Retry() => _ = scheduler.Start(RetryAsync);

    private async Task RetryAsync()
    {
        for (var left = _untold.Count; left > 0 && _untold.TryDequeue(out var departure); left--)
        {
            try
            {
                await TellAsync(departure.Room, departure.Command);
            }
#pragma warning disable CA1031 // It is in the queue again; the rooms after it need not wait for this one's trouble.
            catch (Exception)
#pragma warning restore CA1031
            {
                continue;
            }
        }
    }
}
