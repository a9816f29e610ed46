namespace Orleans.Embedded;

/// <summary>
/// Decides when which activation or observer runs next. A turn that is scheduled must be executed once, on any thread; it is scheduled
/// again for what it left. Whoever executes turns one after the other, in an order drawn from a seed, has decided every interleaving.
/// </summary>
public interface ITurnScheduler
{
    /// <summary>How many steps a turn may take before it makes way for others; 1 gives a simulator the finest grain.</summary>
    int StepsPerTurn { get; }

    /// <summary>Executes the turn some time soon, but not now: the caller is in the midst of something.</summary>
    void Schedule(IThreadPoolWorkItem turn);

    /// <summary>
    /// Takes a turn that the calling thread itself executes, once it is out of what it is in the midst of and before any other turn; false where it does
    /// not, and the turn is to be scheduled.
    /// </summary>
    bool TryTakeAlong(IThreadPoolWorkItem turn) => false;
}
