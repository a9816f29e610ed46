using OrleansChat.LoadTest.Measuring;

namespace OrleansChat.LoadTest.Running;

/// <summary>How members lost their connections and came back, in the end.</summary>
/// <param name="Counts">How often.</param>
/// <param name="Returns">How long members were without their room.</param>
/// <param name="Losses">Which servers went.</param>
internal sealed record ComebackResult(ComebackCounts Counts, HistogramCounts Returns, IReadOnlyList<ServerLoss> Losses)
{
    public static ComebackResult Merge(IReadOnlyCollection<ComebackResult> parts) => new(
        parts.Aggregate(default(ComebackCounts), (sum, part) => sum + part.Counts),
        HistogramCounts.Merge(parts.Select(part => part.Returns)),
        ServerLoss.Merge(parts.SelectMany(part => part.Losses)));
}
