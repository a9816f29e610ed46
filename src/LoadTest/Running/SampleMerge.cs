using System.Diagnostics.CodeAnalysis;

namespace OrleansChat.LoadTest.Running;

/// <summary>
/// Puts the samples of several processes together, interval by interval, as soon as all have told theirs. A process that was held up covers several
/// intervals with one sample; its rates are the mean of them, so the sample stands for each.
/// </summary>
internal sealed class SampleMerge(int processes)
{
    private readonly Queue<RunSample>[] _waiting = [.. Enumerable.Range(0, processes).Select(_ => new Queue<RunSample>())];
    private readonly RunSample?[] _last = new RunSample?[processes];
    private readonly bool[] _isFinished = new bool[processes];
    private long _interval = long.MinValue;

    public void Add(int process, RunSample sample)
    {
        _waiting[process].Enqueue(sample);
        _last[process] = sample;
    }

    /// <summary>No more comes of a process; it counts as it stood last, at rest.</summary>
    public void Finish(int process) => _isFinished[process] = true;

    /// <summary>Takes the next interval; false where a process has yet to tell of it.</summary>
    public bool TryTake([NotNullWhen(true)] out RunSample? merged)
    {
        merged = null;
        var isAwaited = _waiting.Where((waiting, process) => waiting.Count == 0 && !_isFinished[process]).Any();
        var told = _waiting.Where(waiting => waiting.Count > 0).ToArray();
        if (isAwaited || told.Length == 0)
        {
            return false;
        }

        // Intervals that nobody ended by itself show nothing of their own, so the series goes on with the next that somebody did.
        var interval = _interval = Math.Max(_interval + 1, told.Min(waiting => waiting.Peek().Interval));
        merged = RunSample.Merge([.. _waiting.Select((waiting, process) => waiting.Count > 0 ? waiting.Peek() : _last[process]?.AtRest(interval)).OfType<RunSample>()]) with { Interval = interval };
        foreach (var waiting in told.Where(waiting => waiting.Peek().Interval <= interval))
        {
            waiting.Dequeue();
        }

        return true;
    }
}
