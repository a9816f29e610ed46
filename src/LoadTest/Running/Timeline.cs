using OrleansChat.LoadTest.Measuring;

namespace OrleansChat.LoadTest.Running;

/// <summary>Makes one series of what all processes of a run say of themselves, and shows it as it grows.</summary>
/// <param name="processes">How many processes there are.</param>
/// <param name="connectionsWanted">How many connections they are to have together.</param>
/// <param name="progress">Where it is shown.</param>
internal sealed class Timeline(int processes, int connectionsWanted, IRunProgress progress)
{
    private readonly Lock _gate = new();
    private readonly SampleMerge _merge = new(processes);
    private readonly LatencyHistogram _measured = new();
    private readonly List<TimelinePoint> _points = [];

    /// <summary>The series so far.</summary>
    public IReadOnlyList<TimelinePoint> Points
    {
        get
        {
            lock (_gate)
            {
                return [.. _points];
            }
        }
    }

    /// <summary>A process tells how it stands.</summary>
    public void Add(int process, RunSample sample)
    {
        lock (_gate)
        {
            _merge.Add(process, sample);
            ShowWhatIsComplete();
        }
    }

    /// <summary>A process will tell no more.</summary>
    public void Finish(int process)
    {
        lock (_gate)
        {
            _merge.Finish(process);
            ShowWhatIsComplete();
        }
    }

    private void ShowWhatIsComplete()
    {
        while (_merge.TryTake(out var sample))
        {
            _measured.Add(sample.Measured);
            var point = TimelinePoint.Of(sample);
            _points.Add(point);
            progress.Show(new RunSnapshot(point, connectionsWanted, sample.Totals, _measured.Percentile(0.99) / 1000.0));
        }
    }
}
