using Orleans.Embedded;

namespace OrleansChat.Grains.Tests.Clusters;

/// <summary>Runs all turns, and all work beside them, one after the other on the test's own thread; when <see cref="Run"/> returns, nothing is left to do.</summary>
internal sealed class OneThread : TaskScheduler, ITurnScheduler
{
    private readonly Queue<object> _work = new();

    public int StepsPerTurn => int.MaxValue;

    public void Schedule(IThreadPoolWorkItem turn) => _work.Enqueue(turn);

    public void Run()
    {
        // On a thread that has a context, what awaited a call would go on in that context instead of in the turn that answers.
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        while (_work.TryDequeue(out var work))
        {
            if (work is Task task)
            {
                TryExecuteTask(task);
            }
            else
            {
                ((IThreadPoolWorkItem)work).Execute();
            }
        }

        SynchronizationContext.SetSynchronizationContext(context);
    }

    protected override void QueueTask(Task task) => _work.Enqueue(task);

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task> GetScheduledTasks() => _work.OfType<Task>();
}
