namespace OrleansChat.Embedded.Tests.Simulation;

/// <summary>The system's clock, counting the timers that are made on it.</summary>
internal sealed class CountedTime : TimeProvider
{
    private int _timers;

    public int Timers => _timers;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Interlocked.Increment(ref _timers);
        return base.CreateTimer(callback, state, dueTime, period);
    }
}
