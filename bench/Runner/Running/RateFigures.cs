using OrleansChat.LoadTest.Measuring;

namespace OrleansChat.Bench.Running;

/// <summary>How a server did at one rate; times in microseconds unless their names say otherwise.</summary>
internal sealed class RateFigures(
    double rate, double serverCpuSeconds, double ownCpuSeconds, double stolenSeconds, long delivered, double seconds, double late, bool isDrained, LatencyHistogram deliveries)
{
    public double Rate => rate;

    public double ServerCpuSeconds => serverCpuSeconds;

    public double OwnCpuSeconds => ownCpuSeconds;

    /// <summary>What the machine's host gave to others.</summary>
    public double StolenSeconds => stolenSeconds;

    /// <summary>Messages that arrived while CPU time was measured, counted once a member.</summary>
    public long Delivered => delivered;

    public double Seconds => seconds;

    /// <summary>The share of messages that left late.</summary>
    public double Late => late;

    /// <summary>Whether everything had arrived soon after.</summary>
    public bool IsDrained => isDrained;

    public long P50 { get; } = deliveries.Percentile(0.50);

    public long P99 { get; } = deliveries.Percentile(0.99);

    public long P999 { get; } = deliveries.Percentile(0.999);
}
