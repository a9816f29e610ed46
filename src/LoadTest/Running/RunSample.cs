using OrleansChat.LoadTest.Measuring;

namespace OrleansChat.LoadTest.Running;

/// <summary>How one process of a run stands at the end of an interval.</summary>
/// <param name="Interval">Number of the last interval that it covers; they are cut at the same times in all processes.</param>
/// <param name="AtMicroseconds">When it was taken, on the run's clock.</param>
/// <param name="Phase">What the process was doing.</param>
/// <param name="Connections">Connections that are in their rooms.</param>
/// <param name="SentPerSecond">Messages sent a second since the sample before.</param>
/// <param name="DeliveredPerSecond">Messages delivered a second since then.</param>
/// <param name="Unmeasured">How long those deliveries took that are not measured, as their messages were due before that.</param>
/// <param name="Measured">How long the others took.</param>
/// <param name="Totals">What is counted since the run began.</param>
internal sealed record RunSample(
    long Interval, long AtMicroseconds, RunPhase Phase, long Connections, double SentPerSecond, double DeliveredPerSecond,
    HistogramCounts Unmeasured, HistogramCounts Measured, RunTotals Totals)
{
    public const long IntervalMicroseconds = 250_000;

    /// <summary>One sample of all processes together, for one interval.</summary>
    public static RunSample Merge(IReadOnlyCollection<RunSample> parts) => new(
        parts.Min(part => part.Interval),
        parts.Min(part => part.AtMicroseconds),
        parts.Min(part => part.Phase),
        parts.Sum(part => part.Connections),
        parts.Sum(part => part.SentPerSecond),
        parts.Sum(part => part.DeliveredPerSecond),
        HistogramCounts.Merge(parts.Select(part => part.Unmeasured)),
        HistogramCounts.Merge(parts.Select(part => part.Measured)),
        parts.Aggregate(default(RunTotals), (sum, part) => sum + part.Totals));

    /// <summary>The process has ended as it stands here: nothing is sent or delivered any more.</summary>
    public RunSample AtRest(long interval) => this with
    {
        Interval = interval,
        AtMicroseconds = interval * IntervalMicroseconds,
        SentPerSecond = 0,
        DeliveredPerSecond = 0,
        Unmeasured = HistogramCounts.None,
        Measured = HistogramCounts.None,
    };
}
