namespace OrleansChat.LoadTest.Running;

/// <summary>What shall be done later: comebacks and repeated sends. Each thing is done under the recorder's lock.</summary>
internal sealed class Agenda(LoadRecorder recorder)
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(10);

    private readonly PriorityQueue<Action, long> _entries = new();

    /// <summary>Notes something; under the recorder's lock.</summary>
    /// <param name="at">When, on the run's clock.</param>
    /// <param name="action">What; it looks for itself whether it is still wanted then.</param>
    public void Note(long at, Action action) => _entries.Enqueue(action, at);

    /// <summary>Does what is due until the run is over.</summary>
    public async Task RunAsync(CancellationToken finished)
    {
        using var timer = new PeriodicTimer(Step);
        try
        {
            while (await timer.WaitForNextTickAsync(finished))
            {
                lock (recorder.Gate)
                {
                    while (_entries.TryPeek(out var action, out var at) && at <= recorder.Clock.Microseconds)
                    {
                        _entries.Dequeue();
                        action();
                    }
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The run has ended.
        }
    }
}
