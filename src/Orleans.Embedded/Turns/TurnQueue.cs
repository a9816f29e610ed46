using Orleans.Embedded.Silos;

namespace Orleans.Embedded.Turns;

/// <summary>
/// One thread of control without a thread: a task scheduler that runs one thing at a time. Code that starts here comes back here after an
/// await, so that its continuations never run in parallel with each other. Invariant: the queue is scheduled at most once.
/// </summary>
internal abstract class TurnQueue(Node node) : TaskScheduler, IThreadPoolWorkItem
{
    private static readonly Action<object?> Run = static self => ((TurnQueue)self!).RunSteps();

    /// <summary>The turn that this thread is about to run. Not the queue's own: queues live long, and the collector pays for each new thing that an old one holds.</summary>
    [ThreadStatic]
    private static Task? _turn;

    /// <summary>What this thread begins its next turn with, and the queue whose turn that is. Not the queue's own, for the same reason.</summary>
    [ThreadStatic]
    private static (TurnQueue? Queue, object? Work) _along;

    private readonly Queue<Task> _continuations = new();
    private bool _isScheduled;

    public Node Node { get; } = node;

    public override int MaximumConcurrencyLevel => 1;

    protected Lock Gate { get; } = new();

    /// <summary>Whether the code that runs now runs in a turn of this queue.</summary>
    protected bool IsCurrent => ReferenceEquals(Current, this);

    public void Execute()
    {
        // An await prefers a synchronisation context to the task scheduler; a turn must not take the one of whoever executes it.
        var context = SynchronizationContext.Current;
        if (context is not null)
        {
            SynchronizationContext.SetSynchronizationContext(null);
        }

        // One task around all steps makes this queue the current task scheduler, which is what awaits capture.
        _turn = new Task(Run, this);
        _turn.RunSynchronously(this);
        if (context is not null)
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }

    /// <summary>Takes the next thing to start, or null; called under the gate.</summary>
    protected abstract object? TakeWork();

    /// <summary>Takes what the thread brought along, or puts it first and returns null; called under the gate.</summary>
    protected abstract object? TakeAlong(object work);

    /// <summary>Starts what <see cref="TakeWork"/> gave; called in a turn, without the gate; must not throw.</summary>
    protected abstract void Start(object work);

    /// <summary>Sees to it that a turn follows; called under the gate.</summary>
    protected void ScheduleUnderGate()
    {
        if (!_isScheduled && !Node.IsDead)
        {
            _isScheduled = true;
            Node.Turns.Schedule(this);
        }
    }

    /// <summary>Where this very thread runs the next turn, lets it bring along what that begins with; called under the gate.</summary>
    protected bool TryScheduleWithUnderGate(object work)
    {
        if (_isScheduled || Node.IsDead || !Node.Turns.TryTakeAlong(this))
        {
            return false;
        }

        _isScheduled = true;
        _along = (this, work);
        return true;
    }

    protected sealed override void QueueTask(Task task)
    {
        lock (Gate)
        {
            _continuations.Enqueue(task);
            ScheduleUnderGate();
        }
    }

    protected sealed override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        (ReferenceEquals(task, _turn) || (!taskWasPreviouslyQueued && IsCurrent)) && TryExecuteTask(task);

    protected sealed override IEnumerable<Task> GetScheduledTasks()
    {
        lock (Gate)
        {
            return [.. _continuations];
        }
    }

    private void RunSteps()
    {
        object? along = null;
        if (ReferenceEquals(_along.Queue, this))
        {
            along = _along.Work;
            _along = default;
        }

        for (var left = Node.Turns.StepsPerTurn; ; left--)
        {
            Task? continuation = null;
            object? work = null;
            lock (Gate)
            {
                if (left == 0)
                {
                    Node.Turns.Schedule(this);
                    return;
                }

                if (Node.IsDead)
                {
                    _continuations.Clear();
                    _isScheduled = false;
                    return;
                }

                if (along is not null)
                {
                    (work, along) = (TakeAlong(along), null);
                }

                if (work is null && !_continuations.TryDequeue(out continuation) && (work = TakeWork()) is null)
                {
                    _isScheduled = false;
                    return;
                }
            }

            if (continuation is not null)
            {
                TryExecuteTask(continuation);
            }
            else
            {
                Start(work!);
            }
        }
    }
}
