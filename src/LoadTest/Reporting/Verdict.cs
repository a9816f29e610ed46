using System.Globalization;
using OrleansChat.History;
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

    private static readonly ViolationKind[] InHeadline =
    [
        ViolationKind.Lost, ViolationKind.Twice, ViolationKind.Foreign,
        ViolationKind.OutOfOrder, ViolationKind.Disagreement, ViolationKind.ClockWentBack, ViolationKind.SenderOrder,
    ];

    public static Verdict Of(LoadOptions options, LoadRecorder recorder, bool stopped)
    {
        var findings = recorder.Checker.Findings;
        var invalid = WhyInvalid(options, recorder).ToArray();
        var broken = WhyBroken(recorder).Concat(WhyNotBack(options, recorder.Comebacks)).ToArray();
        var others = Enum.GetValues<ViolationKind>()
            .Where(kind => !InHeadline.Contains(kind) && findings.Count(kind) > 0)
            .Select(kind => Text($" · {findings.Count(kind):N0} {kind.Name()}"));
        return new Verdict(
            broken.Length > 0 ? Broken : invalid.Length > 0 ? Invalid : Fine,
            Text($"{findings.Lost:N0} lost · {findings.Twice:N0} twice · {findings.OutOfOrder:N0} out of order · {findings.Foreign:N0} foreign") + string.Concat(others),
            [.. broken, .. invalid, .. stopped ? ["The run was stopped early."] : Array.Empty<string>(), .. Notes(recorder)]);
    }

    private static IEnumerable<string> WhyBroken(LoadRecorder recorder)
    {
        if (recorder.Checker.Findings.Total > 0)
        {
            yield return Text($"{recorder.Checker.Findings.Total:N0} violations; the first are named below.");
        }

        if (recorder.Failed > 0)
        {
            yield return Text($"{recorder.Failed:N0} connections did not come into their rooms.");
        }

        if (recorder.Lost > 0)
        {
            yield return Text($"{recorder.Lost:N0} connections ended during the run.");
        }
    }

    private static IEnumerable<string> WhyNotBack(LoadOptions options, Comebacks comebacks)
    {
        if (comebacks.Away > 0)
        {
            yield return Text($"{comebacks.Away:N0} members did not come back into their rooms.");
        }

        if (comebacks.Open > 0)
        {
            yield return Text($"{comebacks.Open:N0} messages had no outcome in the end.");
        }

        if (comebacks.Returns.Maximum > options.BackWithin.TotalMicroseconds)
        {
            yield return Text($"A member was without its room for {comebacks.Returns.Maximum / 1e6:0.0} s, and the limit is {options.BackWithin.TotalSeconds:0.#} s.");
        }
    }

    private static IEnumerable<string> WhyInvalid(LoadOptions options, LoadRecorder recorder)
    {
        // Where servers are killed, the promises are judged and not the latencies.
        if (!options.Reconnect && recorder.Late > recorder.MeasuredSends * TolerableShare)
        {
            yield return Text($"Invalid: {recorder.Late:N0} of {recorder.MeasuredSends:N0} measured sends left more than {Generator.LateMicroseconds / 1000} ms late, so the load tester got too little processor time and the latencies are partly its own.");
        }

        if (recorder.Refused > recorder.Sent * TolerableShare)
        {
            yield return Text($"Invalid: {recorder.Refused:N0} of {recorder.Sent:N0} sends were refused, so the load was lower than asked for.");
        }

        if (recorder.Acknowledged == 0)
        {
            yield return "Invalid: no message was acknowledged.";
        }
    }

    private static IEnumerable<string> Notes(LoadRecorder recorder)
    {
        if (recorder.Refused > 0 && recorder.Refused <= recorder.Sent * TolerableShare)
        {
            yield return Text($"{recorder.Refused:N0} sends were refused.");
        }

        if (recorder.Resyncs > 0)
        {
            yield return Text($"The server told members {recorder.Resyncs:N0} times to join again.");
        }

        if (recorder.Gaps > 0)
        {
            yield return Text($"The server told members {recorder.Gaps:N0} times that they may have missed something.");
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
