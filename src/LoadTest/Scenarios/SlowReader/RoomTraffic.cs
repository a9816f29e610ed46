using OrleansChat.LoadTest.Running;

namespace OrleansChat.LoadTest.Scenarios.SlowReader;

/// <summary>Lets members speak in turn at even distances, from a thread of its own and whatever the server does meanwhile, until it is stopped.</summary>
internal sealed class RoomTraffic(ScenarioRoom room, IReadOnlyList<RoomMember> members, double rate)
{
    /// <summary>The longest sleep, so that a stop is noticed.</summary>
    private const long LongestSleepMicroseconds = 100_000;

    private readonly List<Task<SendOutcome>> _unanswered = [];

    public long Sent { get; private set; }

    /// <summary>Sends that left later than a scheduler's time slice explains: this program got too little processor time.</summary>
    public long Late { get; private set; }

    public long Refused { get; private set; }

    /// <summary>Completes after the stop, when all is answered.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        await Task.Factory.StartNew(() => Run(stop), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        Count(await Task.WhenAll(_unanswered));
    }

    private void Run(CancellationToken stop)
    {
        PromptThread.Prefer();
        var startAt = room.Clock.Microseconds;
        while (!stop.IsCancellationRequested)
        {
            var due = startAt + (long)(Sent * 1e6 / rate);
            var now = room.Clock.Microseconds;
            if (due > now)
            {
                PreciseSleep.For(Math.Min(due - now, LongestSleepMicroseconds));
                continue;
            }

            Late += now - due > Generator.LateMicroseconds ? 1 : 0;
            _unanswered.Add(members[(int)(Sent++ % members.Count)].SendAsync(due));
            ForgetAnswered();
        }
    }

    private void ForgetAnswered()
    {
        if (_unanswered.Count >= 1024)
        {
            Count(_unanswered.Where(send => send.IsCompleted).Select(send => send.Result));
            _unanswered.RemoveAll(send => send.IsCompleted);
        }
    }

    private void Count(IEnumerable<SendOutcome> outcomes) => Refused += outcomes.Count(outcome => !outcome.IsAccepted);
}
