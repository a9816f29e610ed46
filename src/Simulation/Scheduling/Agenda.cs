namespace OrleansChat.Simulation.Scheduling;

/// <summary>
/// Everything that a simulation has still to do: what is ready, and what becomes ready at a time. One step is one thing that was ready: a turn of a grain, a
/// continuation, a message that arrives, a timer. The seed picks among the ready ones; nothing runs beside it.
/// </summary>
internal sealed class Agenda(Dice dice, Trace trace)
{
    /// <summary>What each step takes: code runs fast, but not in no time, so that timers become due in the midst of it.</summary>
    private const long TicksPerStep = 20 * TimeSpan.TicksPerMicrosecond;

    private readonly int _thread = Environment.CurrentManagedThreadId;
    private readonly List<Entry> _ready = [];
    private readonly PriorityQueue<Entry, (long Due, long Order)> _later = new();
    private long _order;

    /// <summary>Virtual time since the simulation began, in ticks.</summary>
    public long Now { get; private set; }

    public long Steps { get; private set; }

    public Trace Trace { get; } = trace;

    /// <summary>Where something left the simulation's thread; nothing that follows could be replayed.</summary>
    public string? Escape { get; private set; }

    /// <summary>Adds a continuation of a scheduler.</summary>
    public void Add(Task continuation, StepScheduler scheduler) => AddReady(new Entry(continuation, scheduler, 0));

    /// <summary>Adds work that needs no scheduler.</summary>
    public void Add(IThreadPoolWorkItem work) => AddReady(new Entry(work, null, 0));

    /// <summary>Adds work for later.</summary>
    public void AddAt(long due, IThreadPoolWorkItem work)
    {
        if (IsOnThread())
        {
            _later.Enqueue(new Entry(work, null, 0), (Math.Max(due, Now), _order++));
        }
    }

    /// <summary>Sets a timer; it counts for nothing once its version has changed.</summary>
    public void Set(long due, VirtualTimer timer)
    {
        if (IsOnThread())
        {
            _later.Enqueue(new Entry(timer, null, timer.Version), (Math.Max(due, Now), _order++));
        }
    }

    /// <summary>Runs so many steps, or fewer where nothing is left to do.</summary>
    public void RunSteps(long steps)
    {
        for (var end = Steps + steps; Steps < end && MakeReady(long.MaxValue);)
        {
            Step();
        }
    }

    /// <summary>Runs for a time.</summary>
    /// <returns>False where it took more than <paramref name="mostSteps"/>.</returns>
    public bool RunFor(TimeSpan time, long mostSteps)
    {
        var until = Now + time.Ticks;
        for (var end = Steps + mostSteps; MakeReady(until);)
        {
            if (Steps == end)
            {
                return false;
            }

            Step();
        }

        Now = Math.Max(Now, until);
        return true;
    }

    private void Step()
    {
        if (Escape is not null)
        {
            throw new InvalidOperationException($"Something left the simulation's thread:\n{Escape}");
        }

        var index = dice.Below(_ready.Count);
        var entry = _ready[index];
        _ready[index] = _ready[^1];
        _ready.RemoveAt(_ready.Count - 1);
        Steps++;
        Now += TicksPerStep;
        Trace.Mix(index, _ready.Count, Now);
        entry.Run(Trace);
    }

    /// <summary>Sees to it that something is ready, and moves the time on where nothing is; false where nothing becomes ready by then.</summary>
    private bool MakeReady(long until)
    {
        while (true)
        {
            while (_later.TryPeek(out var entry, out var key) && key.Due <= Now)
            {
                _later.Dequeue();
                if (entry.Counts)
                {
                    _ready.Add(entry);
                }
            }

            if (_ready.Count > 0)
            {
                return Now <= until;
            }

            if (!_later.TryPeek(out _, out var next) || next.Due > until)
            {
                return false;
            }

            Now = next.Due;
        }
    }

    private void AddReady(Entry entry)
    {
        if (IsOnThread())
        {
            _ready.Add(entry);
        }
    }

    /// <summary>What comes from another thread (the thread pool, a timer of the system) has escaped the seed. It is not let in, and the next step says so.</summary>
    private bool IsOnThread()
    {
        if (Environment.CurrentManagedThreadId == _thread)
        {
            return true;
        }

        Escape ??= Environment.StackTrace;
        return false;
    }

    private readonly record struct Entry(object Work, StepScheduler? Scheduler, int Version)
    {
        public bool Counts => Work is not VirtualTimer timer || timer.Version == Version;

        public void Run(Trace trace)
        {
            if (!Counts)
            {
                return;
            }

            if (trace.TellsSteps)
            {
                trace.Tell("step", Scheduler is null ? $"{Work}" : $"goes on in {Scheduler.Name}");
            }

            if (Scheduler is not null)
            {
                Scheduler.Execute((Task)Work);
            }
            else
            {
                ((IThreadPoolWorkItem)Work).Execute();
            }
        }
    }
}
