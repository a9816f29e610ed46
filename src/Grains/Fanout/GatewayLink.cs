using Microsoft.Extensions.Logging;

namespace OrleansChat.Grains.Fanout;

/// <summary>
/// The way from this silo to one gateway. At most one call is in flight; whatever comes meanwhile goes with the next. So events arrive in
/// order, a slow gateway slows nobody but itself, a failure is seen, an idle link adds no delay, and a busy one makes few calls.
/// </summary>
internal sealed partial class GatewayLink(
    GatewayId gateway, IGatewayObserver observer, GatewayLinkOptions options, TimeProvider time, LinkScheduler scheduler, ILogger<GatewayLink> logger)
{
    private const long Idle = long.MinValue;

    private readonly Lock _lock = new();
    private readonly Queue<QueuedEvent> _queue = new();
    private readonly OfferQueue _offers = new(observer, options, scheduler);
    private Task _pumping = Task.CompletedTask;
    private bool _closed;
    private long _losses;
    private long _calledAt = Idle;

    /// <summary>How often events were given up that the gateway may not have got.</summary>
    public long Losses => Interlocked.Read(ref _losses);

    /// <summary>Whether the gateway has not answered for so long that what waits for it is as good as nowhere.</summary>
    public bool IsStalled => Volatile.Read(ref _calledAt) is var calledAt and not Idle && time.GetElapsedTime(calledAt) > options.Stall;

    /// <summary>Queues an event; whoever waits for its confirmation learns what became of it.</summary>
    public void Send(RoomEvent roomEvent, Confirmation? confirmation = null)
    {
        lock (_lock)
        {
            if (_closed || _queue.Count >= options.Capacity)
            {
                Interlocked.Increment(ref _losses);
                confirmation?.Answer(DeliveryOutcome.NotKept);
                return;
            }

            _queue.Enqueue(new QueuedEvent(roomEvent, confirmation));
            if (_pumping.IsCompleted)
            {
                _pumping = scheduler.Start(PumpAsync);
            }
        }
    }

    /// <summary>Asks what the gateway holds of a room that is being activated; null where it does not answer in time.</summary>
    public Task<RoomOffer?> OfferAsync(RoomFence fence) => _offers.AskAsync(fence, time);

    /// <summary>Completes when everything that has been queued so far is delivered or given up.</summary>
    public Task FlushAsync()
    {
        lock (_lock)
        {
            return _pumping;
        }
    }

    /// <summary>The gateway is gone: nothing is sent any more.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
            while (_queue.TryDequeue(out var queued))
            {
                queued.Confirmation?.Answer(DeliveryOutcome.NotKept);
            }
        }
    }

    private async Task PumpAsync()
    {
        while (TakeBatch() is { Length: > 0 } batch)
        {
            Volatile.Write(ref _calledAt, time.GetTimestamp());
            await DeliverAsync(batch);
            Volatile.Write(ref _calledAt, Idle);
        }
    }

    private QueuedEvent[] TakeBatch()
    {
        lock (_lock)
        {
            var events = new QueuedEvent[Math.Min(_queue.Count, options.BatchSize)];
            for (var i = 0; i < events.Length; i++)
            {
                events[i] = _queue.Dequeue();
            }

            if (events.Length == 0)
            {
                _pumping = Task.CompletedTask;
            }

            return events;
        }
    }

    /// <summary>A call that failed may have arrived all the same: trying again is safe because gateways drop numbers that they have seen.</summary>
    private async Task DeliverAsync(QueuedEvent[] batch)
    {
        var events = new EventBatch(Array.ConvertAll(batch, queued => queued.Event));
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                Confirm(batch, await observer.DeliverAsync(events));
                return;
            }
#pragma warning disable CA1031 // Whatever went wrong, the silo lives and the gateway finds the hole in the numbers.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                if (attempt >= options.Attempts || IsClosed)
                {
                    LogDropped(gateway, batch.Length, exception);
                    GiveUp(batch);
                    return;
                }
            }

            await Task.Delay(options.RetryDelay, time);
        }
    }

    private bool IsClosed
    {
        get
        {
            lock (_lock)
            {
                return _closed;
            }
        }
    }

    private static void Confirm(QueuedEvent[] batch, DeliveryReceipt receipt)
    {
        for (var i = 0; i < batch.Length; i++)
        {
            batch[i].Confirmation?.Answer(receipt[i]);
        }
    }

    private void GiveUp(QueuedEvent[] batch)
    {
        Interlocked.Increment(ref _losses);
        foreach (var queued in batch)
        {
            queued.Confirmation?.Answer(DeliveryOutcome.NotKept);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Gateway {Gateway} took no call; {Events} events for it were dropped.")]
    private partial void LogDropped(GatewayId gateway, int events, Exception exception);
}
