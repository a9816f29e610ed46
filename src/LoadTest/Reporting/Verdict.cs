using System.Globalization;
using OrleansChat.History;
using OrleansChat.LoadTest.Mix;
using OrleansChat.LoadTest.Options;
using OrleansChat.LoadTest.Running;

namespace OrleansChat.LoadTest.Reporting;

/// <summary>What the run shows.</summary>
/// <param name="ExitCode">0 all fine, 1 a promise was broken, 2 the run says nothing.</param>
/// <param name="Headline">The counts that matter most.</param>
/// <param name="Remarks">What else must be known, one sentence each.</param>
internal sealed record Verdict(int ExitCode, string Headline, IReadOnlyList<string> Remarks)
{
    public const int Fine = 0;
    public const int Broken = 1;
    public const int Invalid = 2;

    /// <summary>Beyond this share of late or refused sends the load was another than was asked for.</summary>
    private const double TolerableShare = 0.01;

    /// <summary>Everything that breaks the one order, whichever way it shows.</summary>
    private static readonly ViolationKind[] OutOfOrder =
        [ViolationKind.OutOfOrder, ViolationKind.Disagreement, ViolationKind.ClockWentBack, ViolationKind.SenderOrder];

    private static readonly ViolationKind[] InHeadline = [ViolationKind.Lost, ViolationKind.Twice, ViolationKind.Foreign, .. OutOfOrder];

    public static Verdict Of(LoadOptions options, RunFigures figures, bool stopped)
    {
        var (counts, violations) = (figures.Counts, figures.Violations);
        var invalid = WhyInvalid(options, counts).Concat(WhyInvalid(figures.Actions)).ToArray();
        var broken = WhyBroken(counts, violations).Concat(WhyNotBack(options, figures.Comebacks)).Concat(WhyUnanswered(figures.Actions)).ToArray();
        var others = Enum.GetValues<ViolationKind>()
            .Where(kind => !InHeadline.Contains(kind) && violations.Of(kind) > 0)
            .Select(kind => Text($" · {violations.Of(kind):N0} {kind.Name()}"));
        return new Verdict(
            broken.Length > 0 ? Broken : invalid.Length > 0 ? Invalid : Fine,
            Text($"{violations.Of(ViolationKind.Lost):N0} lost · {violations.Of(ViolationKind.Twice):N0} twice · {violations.Of(OutOfOrder):N0} out of order · {violations.Of(ViolationKind.Foreign):N0} foreign") + string.Concat(others),
            [.. broken, .. invalid, .. stopped ? ["The run was stopped early."] : Array.Empty<string>(), .. Notes(counts), .. Notes(figures.Actions)]);
    }

    private static IEnumerable<string> WhyBroken(RunCounts counts, ViolationCounts violations)
    {
        if (violations.Total > 0)
        {
            yield return Text($"{violations.Total:N0} violations; the first are named below.");
        }

        if (counts.Failed > 0)
        {
            yield return Text($"{counts.Failed:N0} connections did not come into their rooms.");
        }

        if (counts.Lost > 0)
        {
            yield return Text($"{counts.Lost:N0} connections ended during the run.");
        }
    }

    private static IEnumerable<string> WhyNotBack(LoadOptions options, ComebackResult comebacks)
    {
        if (comebacks.Counts.Away > 0)
        {
            yield return Text($"{comebacks.Counts.Away:N0} members did not come back into their rooms.");
        }

        if (comebacks.Counts.Open > 0)
        {
            yield return Text($"{comebacks.Counts.Open:N0} messages had no outcome in the end.");
        }

        if (comebacks.Returns.Maximum > options.BackWithin.TotalMicroseconds)
        {
            yield return Text($"A member was without its room for {comebacks.Returns.Maximum / 1e6:0.0} s, and the limit is {options.BackWithin.TotalSeconds:0.#} s.");
        }
    }

    private static IEnumerable<string> WhyUnanswered(ActionResult actions) => actions.Tallies
        .Where(tally => tally.Open != 0)
        .Select(tally => Text($"{tally.Kind.Name()}: {tally.Done:N0} were done and {tally.Acknowledged + tally.Refused:N0} answered."));

    private static IEnumerable<string> WhyInvalid(ActionResult actions) => actions.Tallies
        .Where(tally => tally.Refused > tally.Done * TolerableShare)
        .Select(tally => Text($"Invalid: {tally.Kind.Name()}: {tally.Refused:N0} of {tally.Done:N0} were refused, so the load was another than asked for."));

    private static IEnumerable<string> WhyInvalid(LoadOptions options, RunCounts counts)
    {
        // Where servers are killed, the promises are judged and not the latencies.
        if (!options.Reconnect && counts.Late > counts.MeasuredSends * TolerableShare)
        {
            yield return Text($"Invalid: {counts.Late:N0} of {counts.MeasuredSends:N0} measured sends left more than {Generator.LateMicroseconds / 1000} ms late, so the load tester got too little processor time and the latencies are partly its own.");
        }

        if (counts.Refused > counts.Sent * TolerableShare)
        {
            yield return Text($"Invalid: {counts.Refused:N0} of {counts.Sent:N0} sends were refused, so the load was lower than asked for.");
        }

        if (counts.Acknowledged == 0)
        {
            yield return "Invalid: no message was acknowledged.";
        }
    }

    private static IEnumerable<string> Notes(RunCounts counts)
    {
        if (counts.Refused > 0 && counts.Refused <= counts.Sent * TolerableShare)
        {
            yield return Text($"{counts.Refused:N0} sends were refused.");
        }

        if (counts.Resyncs > 0)
        {
            yield return Text($"The server told members {counts.Resyncs:N0} times to join again.");
        }

        if (counts.Gaps > 0)
        {
            yield return Text($"The server told members {counts.Gaps:N0} times that they may have missed something.");
        }
    }

    private static IEnumerable<string> Notes(ActionResult actions)
    {
        if (actions.StoodIn > 0)
        {
            yield return Text($"{actions.StoodIn:N0} times a message was sent in the place of another action: there was none to change yet, or too few members for one to leave.");
        }

        foreach (var tally in actions.Tallies.Where(tally => tally.Refused > 0 && tally.Refused <= tally.Done * TolerableShare))
        {
            yield return Text($"{tally.Kind.Name()}: {tally.Refused:N0} were refused.");
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
