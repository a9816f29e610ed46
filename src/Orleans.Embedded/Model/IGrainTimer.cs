namespace Orleans.Runtime;

/// <summary>A timer of an activation; disposing it ends it, and so does deactivation.</summary>
public interface IGrainTimer : IDisposable
{
    /// <summary>Sets the next tick and the time between ticks; during a tick it takes effect after that tick.</summary>
    void Change(TimeSpan dueTime, TimeSpan period);
}
