using OrleansChat.LoadTest.Measuring;

namespace OrleansChat.Bench.Running;

/// <summary>How a server did at one rate; times in microseconds unless their names say otherwise.</summary>
internal sealed class RateFigures(double rate, StepCost cost, double late, bool isDrained, LatencyHistogram deliveries)
{
    public double Rate => rate;

    public StepCost Cost => cost;

    /// <summary>The share of messages that left late.</summary>
    public double Late => late;

    /// <summary>Whether everything had arrived soon after.</summary>
    public bool IsDrained => isDrained;

    public long P50 { get; } = deliveries.Percentile(0.50);

    public long P99 { get; } = deliveries.Percentile(0.99);

    public long P999 { get; } = deliveries.Percentile(0.999);
}
