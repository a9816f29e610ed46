using OrleansChat.History;

namespace OrleansChat.LoadTest.Running;

/// <summary>The broken promises that were found.</summary>
/// <param name="Counts">How many of each kind; a kind that is not there was not found.</param>
/// <param name="First">The first of each kind, in words.</param>
internal sealed record ViolationCounts(IReadOnlyDictionary<ViolationKind, long> Counts, IReadOnlyList<string> First)
{
    public long Total => Counts.Values.Sum();

    public static ViolationCounts Of(Findings findings) => new(
        Enum.GetValues<ViolationKind>().Where(kind => findings.Count(kind) > 0).ToDictionary(kind => kind, findings.Count),
        [.. findings.First.Select(violation => violation.ToString())]);

    /// <summary>All of them; what each process named is named.</summary>
    public static ViolationCounts Merge(IReadOnlyCollection<ViolationCounts> parts) => new(
        parts.SelectMany(part => part.Counts).GroupBy(pair => pair.Key, pair => pair.Value).ToDictionary(kind => kind.Key, kind => kind.Sum()),
        [.. parts.SelectMany(part => part.First)]);

    public long Of(params IEnumerable<ViolationKind> kinds) => kinds.Sum(kind => Counts.GetValueOrDefault(kind));
}
