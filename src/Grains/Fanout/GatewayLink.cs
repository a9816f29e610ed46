using Microsoft.Extensions.Logging;

namespace OrleansChat.Grains.Fanout;

/// <summary>
/// The way from this silo to one gateway. At most one call is in flight; whatever comes meanwhile goes with the next. So events arrive in
/// order, a slow gateway slows nobody but itself, a failure is seen, an idle link adds no delay, and a busy one makes few calls.
/// </summary>
internal sealed partial class GatewayLink(
    GatewayId gateway, IGatewayObserver observer, GatewayLinkOptions options, TimeProvider time, TaskScheduler pumps, ILogger<GatewayLink> logger)
{
    private readonly Lock _lock = new();
    private readonly Queue<RoomEvent> _queue = new();
    private bool _pumping;

    public void Send(RoomEvent roomEvent)
    {
        lock (_lock)
        {
            if (_queue.Count >= options.Capacity)
            {
                return;
            }

            _queue.Enqueue(roomEvent);
            if (_pumping)
            {
                return;
            }

            _pumping = true;
        }

        // The pump serves every room of the silo, so it must not run as part of the turn that happened to wake it.
        _ = Task.Factory.StartNew(PumpAsync, CancellationToken.None, TaskCreationOptions.DenyChildAttach, pumps).Unwrap();
    }

    private async Task PumpAsync()
    {
        while (TakeBatch() is { } batch)
        {
            await DeliverAsync(batch);
        }
    }

    private EventBatch? TakeBatch()
    {
        lock (_lock)
        {
            if (_queue.Count == 0)
            {
                _pumping = false;
                return null;
            }

            var events = new RoomEvent[Math.Min(_queue.Count, options.BatchSize)];
            for (var i = 0; i < events.Length; i++)
            {
                events[i] = _queue.Dequeue();
            }

            return new EventBatch(events);
        }
    }

    /// <summary>A call that failed may have arrived all the same: trying again is safe because gateways drop numbers that they have seen.</summary>
    private async Task DeliverAsync(EventBatch batch)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await observer.DeliverAsync(batch);
                return;
            }
#pragma warning disable CA1031 // Whatever went wrong, the silo lives and the gateway finds the hole in the numbers.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                if (attempt == options.Attempts)
                {
                    LogDropped(gateway, batch.Events.Length, exception);
                    return;
                }
            }

            await Task.Delay(options.RetryDelay, time);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Gateway {Gateway} took no call; {Events} events for it were dropped.")]
    private partial void LogDropped(GatewayId gateway, int events, Exception exception);
}
