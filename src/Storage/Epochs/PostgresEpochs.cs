using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrleansChat.Grains.Epochs;
using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Storage.Epochs;

/// <summary>Epochs from one counter in PostgreSQL that all rooms and silos share.</summary>
/// <remarks>
/// <para>
/// A silo never keeps epochs for later. Were it to reserve a range ahead and use it up over time, a room could activate here with a high
/// epoch, be forgotten, and activate on another silo with a lower one out of that silo's older range. So every epoch is reserved after the
/// activation asked for it: it then lies above all that were committed before, and what was handed out was committed.
/// </para>
/// <para>
/// What a range may save is round trips. At most one reservation of a silo is under way; the activations that ask meanwhile wait, and the
/// next reservation serves all of them with one range. So an idle silo answers after one round trip, and a busy one (ten thousand rooms
/// that re-activate after another silo was lost) after two, with one connection.
/// </para>
/// </remarks>
internal sealed partial class PostgresEpochs(
    EpochCounter counter,
    IOptions<PostgresEpochsOptions> options,
    TimeProvider time,
    EpochMetrics metrics,
    ILogger<PostgresEpochs> logger) : IEpochSource
{
    private readonly TimeSpan _timeout = options.Value.Timeout;
    private readonly int _maxWaiting = options.Value.MaxWaiting;
    private readonly Lock _gate = new();
    private List<TaskCompletionSource<long>> _queue = [];
    private int _waiting;
    private long _above;
    private bool _serving;

    public async ValueTask<long> NextAsync(RoomId room, long above, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var epoch = Enqueue(room, above);
        try
        {
            // Who gives up leaves its place in the queue behind: its epoch is reserved with the others' and never used.
            return await epoch.WaitAsync(_timeout, time, cancellationToken);
        }
        catch (TimeoutException exception)
        {
            throw new EpochsUnavailableException($"PostgreSQL gave no epoch for room {room} within {_timeout}.", exception);
        }
    }

    private Task<long> Enqueue(RoomId room, long above)
    {
        // Continuations must not run inside the loop that serves the queue: one slow caller would hold up all others.
        var epoch = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        bool idle;
        lock (_gate)
        {
            if (_waiting >= _maxWaiting)
            {
                throw new EpochsUnavailableException($"{_waiting} activations wait for an epoch, so room {room} may not wait too.");
            }

            _queue.Add(epoch);
            _above = Math.Max(_above, above);
            _waiting++;
            idle = !_serving;
            _serving = true;
        }

        metrics.WaitingChanged(+1);
        if (idle)
        {
            StartServing();
        }

        return epoch.Task;
    }

    private void StartServing()
    {
        // The caller is a grain whose turn runs on its activation's own scheduler and in its call's context. The queue serves other grains
        // too, so it must neither stop when this grain does nor appear in the traces as this grain's work.
        using var suppressed = ExecutionContext.IsFlowSuppressed() ? default(AsyncFlowControl?) : ExecutionContext.SuppressFlow();
        _ = Task.Run(ServeQueueAsync, CancellationToken.None);
    }

    private async Task ServeQueueAsync()
    {
        while (TryTakeQueue(out var epochs, out var above))
        {
            await ServeAsync(epochs, above);
            lock (_gate)
            {
                _waiting -= epochs.Count;
            }

            metrics.WaitingChanged(-epochs.Count);
        }
    }

    private bool TryTakeQueue(out List<TaskCompletionSource<long>> epochs, out long above)
    {
        lock (_gate)
        {
            epochs = _queue;
            _queue = [];
            above = _above;
            _above = 0;
            _serving = epochs.Count > 0;
            return _serving;
        }
    }

    private async Task ServeAsync(List<TaskCompletionSource<long>> epochs, long above)
    {
        var started = time.GetTimestamp();
        try
        {
            using var timeout = new CancellationTokenSource(_timeout, time);
            var last = await counter.ReserveAsync(epochs.Count, above, timeout.Token);
            metrics.Reserved(time.GetElapsedTime(started), succeeded: true);
            var first = last - epochs.Count + 1;
            for (var index = 0; index < epochs.Count; index++)
            {
                epochs[index].SetResult(first + index);
            }
        }
        catch (Exception exception)
        {
            // Whatever it was, the callers must hear of it and the queue must go on.
            metrics.Reserved(time.GetElapsedTime(started), succeeded: false);
            LogReservationFailed(logger, exception, epochs.Count);
            Refuse(epochs, exception);
        }
    }

    private static void Refuse(List<TaskCompletionSource<long>> epochs, Exception cause)
    {
        foreach (var epoch in epochs)
        {
            epoch.SetException(new EpochsUnavailableException($"PostgreSQL gave no epoch: {cause.Message}", cause));

            // A caller that has given up looks at the failure no more; it must not be reported as unobserved then.
            _ = epoch.Task.Exception;
        }
    }
}
