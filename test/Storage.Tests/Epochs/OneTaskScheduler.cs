namespace OrleansChat.Storage.Tests.Epochs;

/// <summary>Runs the first task that it is given and nothing after it, like the scheduler of a grain that is gone.</summary>
internal sealed class OneTaskScheduler : TaskScheduler
{
    private int _given;

    protected override void QueueTask(Task task)
    {
        if (Interlocked.Increment(ref _given) == 1)
        {
            ThreadPool.UnsafeQueueUserWorkItem(_ => TryExecuteTask(task), null);
        }
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task> GetScheduledTasks() => [];
}
