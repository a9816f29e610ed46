using OrleansChat.LoadTest.Measuring;

namespace OrleansChat.LoadTest.Mix;

/// <summary>What became of the actions of one kind; sends are counted elsewhere, with or without a mix.</summary>
/// <param name="Kind">Which kind.</param>
/// <param name="Done">How many left.</param>
/// <param name="Acknowledged">How many the server took.</param>
/// <param name="Refused">How many it refused.</param>
/// <param name="Told">Frames that told members of them.</param>
/// <param name="Answers">From the time an action was due until its acknowledgement, where that was measured.</param>
internal sealed record ActionTally(ActionKind Kind, long Done, long Acknowledged, long Refused, long Told, HistogramCounts Answers)
{
    /// <summary>Those without an answer.</summary>
    public long Open => Done - Acknowledged - Refused;

    /// <summary>One tally of several of the same kind.</summary>
    public static ActionTally Merge(ActionKind kind, IReadOnlyCollection<ActionTally> parts) => new(
        kind,
        parts.Sum(part => part.Done),
        parts.Sum(part => part.Acknowledged),
        parts.Sum(part => part.Refused),
        parts.Sum(part => part.Told),
        HistogramCounts.Merge(parts.Select(part => part.Answers)));
}
