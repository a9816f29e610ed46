using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Grains.Epochs;

/// <summary>
/// Epochs where there is no store: Unix milliseconds, or one more than the last epoch where the clock has not moved on or has stepped back.
/// </summary>
/// <remarks>
/// Strict growth is certain only among the callers of one instance, so silos that share a process must share the instance. Across processes
/// it rests on their clocks: after a restart, or when a room moves to another machine, an epoch can repeat or go back by as much as the
/// clocks disagree, or by as much as one process ran ahead of its clock (it does so while it activates more than 1,000 rooms a second).
/// A room grain corrects that with what its gateways report, by taking an epoch above the highest one that they have seen; a
/// deployment that must not rely on clocks configures a store.
/// </remarks>
internal sealed class HybridClockEpochs(TimeProvider time) : IEpochSource
{
    private long _last;

    public ValueTask<long> NextAsync(RoomId room, long above, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var now = Math.Max(time.GetUtcNow().ToUnixTimeMilliseconds(), above + 1);

        // The exchange succeeds only on the value that `next` was computed from, so each value of `_last` is handed out once and it only grows.
        long last;
        long next;
        do
        {
            last = Volatile.Read(ref _last);
            next = Math.Max(now, last + 1);
        }
        while (Interlocked.CompareExchange(ref _last, next, last) != last);

        return ValueTask.FromResult(next);
    }
}
