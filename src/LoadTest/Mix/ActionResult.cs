namespace OrleansChat.LoadTest.Mix;

/// <summary>What clients did besides sending.</summary>
/// <param name="Tallies">One of each kind that was done.</param>
/// <param name="StoodIn">Sends that left in the place of something else: there was no message to change yet, or too few members for one to leave.</param>
internal sealed record ActionResult(IReadOnlyList<ActionTally> Tallies, long StoodIn)
{
    public static ActionResult None { get; } = new([], 0);

    /// <summary>What several processes found, as one.</summary>
    public static ActionResult Merge(IReadOnlyCollection<ActionResult> parts) => new(
        [.. parts.SelectMany(part => part.Tallies).GroupBy(tally => tally.Kind).OrderBy(kind => kind.Key).Select(kind => ActionTally.Merge(kind.Key, [.. kind]))],
        parts.Sum(part => part.StoodIn));
}
