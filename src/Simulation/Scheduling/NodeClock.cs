namespace OrleansChat.Simulation.Scheduling;

/// <summary>
/// The clock of one node: its timers and timestamps follow the simulation's time, its wall clock may be wrong. When the node is gone its timers are silent.
/// </summary>
internal sealed class NodeClock(Agenda agenda, string name) : TimeProvider
{
    private static readonly DateTimeOffset Start = new(2030, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public string Name { get; } = name;

    /// <summary>How far its wall clock is ahead.</summary>
    public TimeSpan Offset { get; set; }

    public bool HasStopped { get; set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow() => Start + TimeSpan.FromTicks(agenda.Now) + Offset;

    public override long GetTimestamp() => agenda.Now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new VirtualTimer(agenda, this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }
}
