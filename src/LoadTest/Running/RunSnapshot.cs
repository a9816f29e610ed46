using OrleansChat.LoadTest.Measuring;

namespace OrleansChat.LoadTest.Running;

/// <summary>How a run stands.</summary>
/// <param name="Latest">Its last interval.</param>
/// <param name="ConnectionsWanted">How many connections there are to be.</param>
/// <param name="Totals">What is counted since it began.</param>
/// <param name="P99Ms">99% of the deliveries since the measuring began took no longer.</param>
internal sealed record RunSnapshot(TimelinePoint Latest, int ConnectionsWanted, RunTotals Totals, double P99Ms);
