namespace OrleansChat.LoadTest.Processes;

/// <summary>
/// Notices that nothing is heard any more. It counts the ticks of its own timer, not the time: where the whole machine or this process was halted for a
/// while, few ticks passed, and what was said meanwhile is still to be read.
/// </summary>
internal sealed class SilenceWatch : IDisposable
{
    private const int Ticks = 25;

    private readonly ITimer _timer;
    private int _silentTicks;

    public SilenceWatch(TimeProvider time, TimeSpan limit, Action<TimeSpan> exceeded) => _timer = time.CreateTimer(
        _ =>
        {
            if (Interlocked.Increment(ref _silentTicks) == Ticks)
            {
                exceeded(limit);
            }
        },
        null,
        limit / Ticks,
        limit / Ticks);

    /// <summary>Something was heard.</summary>
    public void Heard() => Interlocked.Exchange(ref _silentTicks, 0);

    public void Dispose() => _timer.Dispose();
}
