namespace OrleansChat.LoadTest.Processes;

/// <summary>How long a process may say nothing.</summary>
/// <param name="time">The clock.</param>
/// <param name="limit">How long.</param>
internal sealed class SilenceLimit(TimeProvider time, TimeSpan limit)
{
    /// <summary>
    /// A process says several times a second how it stands. A hundred times longer is neither a collection of garbage nor a busy machine, and nobody waits
    /// for longer to be told.
    /// </summary>
    public static SilenceLimit Default { get; } = new(TimeProvider.System, TimeSpan.FromSeconds(25));

    /// <summary>Begins to watch.</summary>
    /// <param name="exceeded">What happens when nothing was heard for so long.</param>
    public SilenceWatch Watch(Action<TimeSpan> exceeded) => new(time, limit, exceeded);
}
