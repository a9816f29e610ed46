namespace Orleans.Embedded.Turns;

/// <summary>Executes turns on the thread pool; the only place of the runtime that knows of it.</summary>
internal sealed class ThreadPoolTurnScheduler : ITurnScheduler
{
    public int StepsPerTurn => 32;

    // The shared queue and not the thread's own: that one is last-in-first-out, so that two grains that call each other would starve the rest.
    public void Schedule(IThreadPoolWorkItem turn) => ThreadPool.UnsafeQueueUserWorkItem(turn, preferLocal: false);
}
