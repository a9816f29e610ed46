namespace OrleansChat.Grains.Rooms;

/// <summary>
/// A room's Lamport clock. It takes over a client's time only up to <see cref="GreatestLead"/> above its own, so that no client can push
/// it towards the end of the numbers that JavaScript can count (2⁵³).
/// </summary>
/// <param name="now">The clock's first value.</param>
internal struct LamportClock(long now)
{
    /// <summary>How far one event can move the clock. At ten events a second it would take 27,000 years to 2⁵³.</summary>
    public const long GreatestLead = 1024;

    /// <summary>The time of the last event.</summary>
    public long Now { get; private set; } = now;

    /// <summary>The time of the next event: above the last one's and, within the bound, above the sender's.</summary>
    public long Tick(long senderClock = 0)
    {
        var heard = Math.Clamp(senderClock, 0, Now + GreatestLead);
        return Now = Math.Max(Now, heard) + 1;
    }

    /// <summary>Catches up with another replica of the same room.</summary>
    public void Observe(long replicaClock) => Now = Math.Max(Now, replicaClock);
}
