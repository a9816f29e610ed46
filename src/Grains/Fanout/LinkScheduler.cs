namespace OrleansChat.Grains.Fanout;

/// <summary>
/// Where work runs that serves many grains and therefore must not be part of one grain's turn: the thread pool, or a simulator's own schedule.
/// </summary>
public sealed class LinkScheduler(TaskScheduler scheduler)
{
    /// <summary>Starts the work; its exceptions are its own to handle.</summary>
    public Task Start(Func<Task> work) => Run(work).Unwrap();

    /// <summary>Starts the work; the task has its outcome.</summary>
    public Task<T> Start<T>(Func<Task<T>> work) => Run(work).Unwrap();

    private Task<T> Run<T>(Func<T> work)
    {
        // What calls this is a grain in the context of one of its calls; the work must neither stop with that grain nor count as that call's.
        using var suppressed = ExecutionContext.IsFlowSuppressed() ? default(AsyncFlowControl?) : ExecutionContext.SuppressFlow();
        return Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, scheduler);
    }
}
