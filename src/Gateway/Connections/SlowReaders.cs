using Microsoft.Extensions.Options;
using OrleansChat.Contracts;
using OrleansChat.Gateway.Fanout;

namespace OrleansChat.Gateway.Connections;

/// <summary>
/// The connections of this gateway whose transport pushes back at this moment, and the rules for them. One timer looks after all of them, as a
/// timer for each would be paid for by every fast one.
/// </summary>
internal sealed class SlowReaders(IOptions<OutboxOptions> options, GatewayCounters counters, TimeProvider time) : IHostedService, IDisposable
{
    private readonly Lock _lock = new();
    private readonly LinkedList<Outbox> _outboxes = [];
    private OutboundFrame? _bye;
    private ITimer? _timer;

    public OutboxOptions Options => options.Value;

    public GatewayCounters Counters => counters;

    public TimeProvider Time => time;

    /// <summary>The last frame of a reader that is closed.</summary>
    public OutboundFrame Bye => _bye ??= FrameEncoder.Encode(new ByeFrame(
        ChatErrorCode.Overloaded, "This connection reads too slowly.", "resume", (long)options.Value.RetryAfter.TotalMilliseconds));

    /// <summary>How many there are at this moment; one that is only about to be written to can be among them.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _outboxes.Count;
            }
        }
    }

    /// <summary>A connection is slow from here on. Called under the outbox's lock, as is <see cref="Leave"/>.</summary>
    public LinkedListNode<Outbox> Enter(Outbox outbox)
    {
        lock (_lock)
        {
            return _outboxes.AddLast(outbox);
        }
    }

    /// <summary>It has caught up, or ended.</summary>
    public void Leave(LinkedListNode<Outbox> place)
    {
        lock (_lock)
        {
            _outboxes.Remove(place);
        }
    }

    /// <summary>Ends those that have taken nothing for too long.</summary>
    public void Sweep()
    {
        Outbox[] outboxes;
        lock (_lock)
        {
            outboxes = [.. _outboxes];
        }

        // Not under this lock: an outbox that ends takes its own first and then this one.
        foreach (var outbox in outboxes)
        {
            outbox.EndIfStalled();
        }
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _timer = time.CreateTimer(_ => Sweep(), null, options.Value.SweepInterval, options.Value.SweepInterval);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose() => _timer?.Dispose();
}
