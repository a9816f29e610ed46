namespace OrleansChat.Simulation.Scheduling;

/// <summary>
/// Where the code of one node or client goes on after an await: each continuation is a step of its own, so that the seed orders them all. Nothing is ever
/// run inside something else, and nothing runs any more once the node is gone.
/// </summary>
internal sealed class StepScheduler(Agenda agenda, string name) : TaskScheduler
{
    private object? _entered;

    public string Name { get; } = name;

    public bool HasStopped { get; set; }

    public override int MaximumConcurrencyLevel => 1;

    /// <summary>Starts something here, now: what it awaits brings it back here.</summary>
    public void Enter(Action action)
    {
        if (HasStopped)
        {
            return;
        }

        var outer = _entered;
        var task = new Task(action);
        _entered = task;
        task.RunSynchronously(this);
        _entered = outer;
        task.GetAwaiter().GetResult();
    }

    /// <summary>Starts something here as a step of its own.</summary>
    public Task Start(Func<Task> action)
    {
        var task = new Task<Task>(action);
        task.Start(this);
        return task.Unwrap();
    }

    public void Execute(Task continuation)
    {
        if (!HasStopped)
        {
            TryExecuteTask(continuation);
        }
    }

    protected override void QueueTask(Task task)
    {
        if (!HasStopped)
        {
            agenda.Add(task, this);
        }
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => ReferenceEquals(task, _entered) && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks() => [];
}
