namespace OrleansChat.Embedded.Tests.Simulation;

/// <summary>Executes turns one after the other on the calling thread, in an order that a seed decides.</summary>
internal sealed class SeededTurns(int seed) : ITurnScheduler
{
    private readonly Random _random = new(seed);
    private readonly List<IThreadPoolWorkItem> _turns = [];

    public int StepsPerTurn => 1;

    public void Schedule(IThreadPoolWorkItem turn) => _turns.Add(turn);

    /// <summary>
    /// Executes turns until none is left. The test framework's context is put aside meanwhile: on a thread that has one, what awaited a call would go
    /// on in the thread pool, beside the turns, instead of inside the turn that answers the call.
    /// </summary>
    public void Run()
    {
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            while (_turns.Count > 0)
            {
                var index = _random.Next(_turns.Count);
                var turn = _turns[index];
                _turns.RemoveAt(index);
                turn.Execute();
            }
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }
}
