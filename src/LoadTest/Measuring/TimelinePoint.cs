using OrleansChat.LoadTest.Running;

namespace OrleansChat.LoadTest.Measuring;

/// <summary>What happened in one interval of the run.</summary>
/// <param name="AtSeconds">End of the interval, since the run began.</param>
/// <param name="Phase">What the run was doing.</param>
/// <param name="Connections">Connections that are in their rooms.</param>
/// <param name="SentPerSecond">Messages sent a second.</param>
/// <param name="DeliveredPerSecond">Messages delivered a second.</param>
/// <param name="P50Ms">Half of the interval's deliveries took no longer.</param>
/// <param name="P99Ms">99% of them took no longer.</param>
/// <param name="MaximumMs">The longest of them.</param>
internal sealed record TimelinePoint(
    double AtSeconds, string Phase, long Connections, double SentPerSecond, double DeliveredPerSecond, double P50Ms, double P99Ms, double MaximumMs)
{
    public static TimelinePoint Of(RunSample sample)
    {
        var latencies = HistogramCounts.ToHistogram([sample.Unmeasured, sample.Measured]);
        return new TimelinePoint(
            Math.Round(sample.AtMicroseconds / 1e6, 3),
            sample.Phase.Name(),
            sample.Connections,
            Math.Round(sample.SentPerSecond, 1),
            Math.Round(sample.DeliveredPerSecond, 1),
            latencies.Percentile(0.50) / 1000.0,
            latencies.Percentile(0.99) / 1000.0,
            latencies.Maximum / 1000.0);
    }
}
