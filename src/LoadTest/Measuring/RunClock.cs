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
}
