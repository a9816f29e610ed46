using OrleansChat.Simulation.Scheduling;

namespace OrleansChat.Simulation.Tests.Scheduling;

public sealed class AgendaTests
{
    private readonly Agenda _agenda = new(new Dice(1, 1), new Trace());
    private readonly List<string> _log = [];

    [Fact]
    public void Timers_Fire_InTheOrderInWhichTheyAreDue()
    {
        var clock = new NodeClock(_agenda, new StepScheduler(_agenda, "a"));
        foreach (var second in new[] { 3, 1, 2 })
        {
            clock.CreateTimer(_ => _log.Add($"{second} at {clock.GetElapsedTime(0).Seconds}"), null, TimeSpan.FromSeconds(second), Timeout.InfiniteTimeSpan);
        }

        _agenda.RunFor(TimeSpan.FromSeconds(10), 100);

        Assert.Equal(["1 at 1", "2 at 2", "3 at 3"], _log);
        Assert.Equal(TimeSpan.FromSeconds(10).Ticks, _agenda.Now);
    }

    [Fact]
    public void Timer_SetAnew_FiresOnlyAsSetLast()
    {
        var clock = new NodeClock(_agenda, new StepScheduler(_agenda, "a"));
        var timer = clock.CreateTimer(_ => _log.Add($"{clock.GetElapsedTime(0).Seconds}"), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        timer.Change(TimeSpan.FromSeconds(5), Timeout.InfiniteTimeSpan);

        _agenda.RunFor(TimeSpan.FromSeconds(10), 100);

        Assert.Equal(["5"], _log);
    }

    [Fact]
    public void Timer_OfAStoppedClock_IsSilent()
    {
        var clock = new NodeClock(_agenda, new StepScheduler(_agenda, "a"));
        clock.CreateTimer(_ => _log.Add("tick"), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        _agenda.RunFor(TimeSpan.FromSeconds(2.5), 100);
        clock.Scheduler.HasStopped = true;
        _agenda.RunFor(TimeSpan.FromSeconds(10), 100);

        Assert.Equal(2, _log.Count);
    }

    [Fact]
    public void Continuation_OfAScheduler_RunsThereAndAsAStepOfItsOwn()
    {
        var scheduler = new StepScheduler(_agenda, "a");
        var gate = new TaskCompletionSource();

        // An await would prefer the test framework's context to any scheduler.
        SynchronizationContext.SetSynchronizationContext(null);
        scheduler.Enter(() => _ = GoAsync());
        Assert.Equal(["begins"], _log);

        gate.SetResult();
        Assert.Equal(["begins"], _log);
        _agenda.RunSteps(1);

        Assert.Equal(["begins", "goes on"], _log);

        async Task GoAsync()
        {
            _log.Add("begins");
            await gate.Task;
            Assert.Same(scheduler, TaskScheduler.Current);
            _log.Add("goes on");
        }
    }

    [Fact]
    public void Continuation_OfAStoppedScheduler_NeverRuns()
    {
        var scheduler = new StepScheduler(_agenda, "a");
        _ = scheduler.Start(() => Task.FromResult(_log.Count));
        scheduler.HasStopped = true;
        _agenda.RunSteps(10);

        Assert.Empty(_log);
    }

    [Fact]
    public void Work_FromAnotherThread_IsNotLetInAndEndsTheRun()
    {
        var scheduler = new StepScheduler(_agenda, "a");
        var thread = new Thread(() => scheduler.Start(() => Task.CompletedTask));
        thread.Start();
        thread.Join();
        scheduler.Start(() => Task.CompletedTask);

        Assert.NotNull(_agenda.Escape);
        Assert.Throws<InvalidOperationException>(() => _agenda.RunSteps(1));
    }
}
