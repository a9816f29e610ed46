namespace OrleansChat.Bench.Measuring;

/// <summary>One figure of one session.</summary>
/// <param name="Step">The part of the workload.</param>
/// <param name="Kind">What was measured.</param>
/// <param name="Value">In the unit that the kind names.</param>
internal sealed record Measurement(string Step, MetricKind Kind, double Value);
