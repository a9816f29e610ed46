namespace OrleansChat.Simulation.Scheduling;

/// <summary>A timer of a simulation's clock.</summary>
internal sealed class VirtualTimer(Agenda agenda, NodeClock clock, TimerCallback callback, object? state) : ITimer, IThreadPoolWorkItem
{
    private long _period;

    /// <summary>Changes whenever the timer is set anew: what was set before counts no more.</summary>
    public int Version { get; private set; }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        Version++;
        _period = period > TimeSpan.Zero ? period.Ticks : 0;
        if (dueTime != Timeout.InfiniteTimeSpan && !clock.HasStopped)
        {
            agenda.Set(agenda.Now + dueTime.Ticks, this);
        }

        return true;
    }

    public void Execute()
    {
        if (clock.HasStopped)
        {
            return;
        }

        if (_period > 0)
        {
            agenda.Set(agenda.Now + _period, this);
        }

        callback(state);
    }

    public void Dispose() => Version++;

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    public override string ToString() => $"timer of {clock.Name}";
}
