using OrleansChat.LoadTest.Measuring;
using OrleansChat.LoadTest.Mix;
using OrleansChat.LoadTest.Options;
using OrleansChat.LoadTest.Running;

namespace OrleansChat.LoadTest.Reporting;

/// <summary>What clients did, where they did more than send.</summary>
/// <param name="Actions">One of each kind that has a share.</param>
/// <param name="StoodIn">Sends that left in the place of something else: there was no message to change yet, or too few members for one to leave.</param>
internal sealed record MixFigures(IReadOnlyList<ActionFigures> Actions, long StoodIn)
{
    /// <summary>The figures; null where there was no mix.</summary>
    public static MixFigures? Of(LoadOptions options, RunFigures figures) => options.Mix is not { } mix
        ? null
        : new MixFigures([.. Enum.GetValues<ActionKind>().Where(kind => mix.Share(kind) > 0).Select(kind => Row(mix, TallyOf(kind, figures)))], figures.Actions.StoodIn);

    private static ActionTally TallyOf(ActionKind kind, RunFigures figures)
    {
        var counts = figures.Counts;
        return kind == ActionKind.Send
            ? new ActionTally(kind, counts.Sent, counts.Acknowledged, counts.Refused, counts.Delivered, figures.Acknowledgements)
            : figures.Actions.Tallies.FirstOrDefault(tally => tally.Kind == kind) ?? new ActionTally(kind, 0, 0, 0, 0, HistogramCounts.None);
    }

    private static ActionFigures Row(ActionMix mix, ActionTally tally)
    {
        var answers = LatencyFigures.Of(tally.Answers);
        return new ActionFigures(tally.Kind.Name(), mix.Share(tally.Kind), tally.Done, tally.Acknowledged, tally.Refused, tally.Told, answers.P50, answers.P99);
    }
}
