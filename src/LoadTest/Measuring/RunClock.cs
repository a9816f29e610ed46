using System.Diagnostics;

namespace OrleansChat.LoadTest.Measuring;

/// <summary>Microseconds since the run began; every figure of a run is on this one monotonic clock.</summary>
internal sealed class RunClock
{
    private readonly long _start = Stopwatch.GetTimestamp();

    public long Microseconds => (Stopwatch.GetTimestamp() - _start) * 1_000_000 / Stopwatch.Frequency;
}
