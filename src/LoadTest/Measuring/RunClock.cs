using System.Diagnostics;

namespace OrleansChat.LoadTest.Measuring;

/// <summary>
/// Microseconds since the run began; every figure of a run is on this one monotonic clock. The timestamp counts alike in all processes of a machine, so
/// processes that are told the same origin read the same time.
/// </summary>
/// <param name="origin">The timestamp at which the run began.</param>
internal sealed class RunClock(long origin)
{
    /// <summary>A clock that begins now.</summary>
    public RunClock()
        : this(Stopwatch.GetTimestamp())
    {
    }

    /// <summary>The timestamp at which the run began.</summary>
    public long Origin => origin;

    public long Microseconds => (Stopwatch.GetTimestamp() - origin) * 1_000_000 / Stopwatch.Frequency;

    /// <summary>Completes when this clock says so, and never before: timers count on a coarser clock and may end some milliseconds early.</summary>
    /// <param name="microseconds">Until when.</param>
    /// <param name="cancellationToken">Ends the wait early.</param>
    public Task WaitUntilAsync(long microseconds, CancellationToken cancellationToken) =>
        WaitUntilAsync(microseconds, () => Microseconds, left => Task.Delay(left, cancellationToken));

    internal static async Task WaitUntilAsync(long microseconds, Func<long> now, Func<TimeSpan, Task> wait)
    {
        while (microseconds - now() is > 0 and var left)
        {
            await wait(TimeSpan.FromMicroseconds(left));
        }
    }
}
