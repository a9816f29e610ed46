using OrleansChat.Bench.Measuring;

namespace OrleansChat.Bench.Reporting;

/// <summary>One contender's figures at a step.</summary>
/// <param name="Contender">Its key.</param>
/// <param name="Name">Its name.</param>
/// <param name="Cells">Its figures; what could not be measured fairly is not there.</param>
/// <param name="TimesLimit">Its CPU time a delivery as a multiple of the limit's, round by round.</param>
internal sealed record StepRow(string Contender, string Name, IReadOnlyDictionary<MetricKind, StepCell> Cells, Spread? TimesLimit);
