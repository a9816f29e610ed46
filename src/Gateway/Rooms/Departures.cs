using System.Collections.Concurrent;
using OrleansChat.Grains.Fanout;
using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Gateway.Rooms;

/// <summary>
/// Tells rooms and presences who has left. One that cannot be told now is told again until it has taken it in: otherwise a member who is gone would stay in
/// its list, or a user online, for as long as this gateway lives.
/// </summary>
internal sealed class Departures(IGrainFactory grains, LinkScheduler scheduler)
{
    private readonly ConcurrentQueue<Func<Task>> _untold = new();

    /// <summary>Tells the room; where that fails it is told later, and the failure is the caller's to know.</summary>
    /// <param name="room">The room.</param>
    /// <param name="command">Who has left.</param>
    /// <param name="onTold">What is to be done once the room has taken it in.</param>
    public Task TellAsync(RoomId room, LeaveRoom command, Action? onTold = null) => TellAsync(async () =>
    {
        if ((await grains.GetGrain<IRoomGrain>(room.Value).LeaveAsync(command)).Refusal is { } refusal)
        {
            throw new OrleansException(refusal.Message);
        }

        onTold?.Invoke();
    });

    /// <summary>Tells the user's presence, in the same way.</summary>
    public Task TellAsync(UserId user, ConnectionId connection) => TellAsync(() => grains.GetGrain<IPresenceGrain>(user.Value).DisconnectAsync(connection));

    /// <summary>Tells again those that could not be told; called from time to time.</summary>
    public void Retry() => _ = RetryAsync();

    /// <summary>As <see cref="Retry"/>; ends when each was tried once.</summary>
    internal Task RetryAsync() => scheduler.Start(TellUntoldAsync);

    private async Task TellAsync(Func<Task> tell)
    {
        try
        {
            await tell();
        }
        catch
        {
            _untold.Enqueue(tell);
            throw;
        }
    }

    private async Task TellUntoldAsync()
    {
        for (var left = _untold.Count; left > 0 && _untold.TryDequeue(out var tell); left--)
        {
            try
            {
                await TellAsync(tell);
            }
#pragma warning disable CA1031 // It is in the queue again; those after it need not wait for this one's trouble.
            catch (Exception)
#pragma warning restore CA1031
            {
                continue;
            }
        }
    }
}
