using OrleansChat.Bench.Measuring;

namespace OrleansChat.Bench.Reporting;

/// <summary>A figure of all rounds.</summary>
/// <param name="Spread">Their middle and ends.</param>
/// <param name="Values">Each of them, in the order of the rounds.</param>
internal sealed record StepCell(Spread Spread, IReadOnlyList<double> Values);
