using System.Globalization;
using OrleansChat.History;
using OrleansChat.LoadTest.Reporting;

namespace OrleansChat.LoadTest.Scenarios.Limit;

/// <summary>Decides what a run of the scenario <c>limit</c> shows.</summary>
internal static class LimitVerdict
{
    public static Verdict Of(
        LimitBound bound, LimitTally tally, FullestInterval? fullest, IReadOnlyList<ObeyedRefusal> obeyed, Findings findings, bool stopped)
    {
        var broken = WhyBroken(bound, tally, fullest, obeyed, findings).ToArray();
        var invalid = WhyInvalid(tally, obeyed).ToArray();
        return new Verdict(
            broken.Length > 0 ? Verdict.Broken : invalid.Length > 0 ? Verdict.Invalid : Verdict.Fine,
            Text($"{tally.Accepted.Count:N0} accepted · {tally.Refused:N0} refused · {Signed.Number(fullest?.Excess ?? 0)} against burst + rate × T at the most · {obeyed.Count(one => one.IsAccepted)} of {obeyed.Count} accepted after the wait"),
            [.. broken, .. invalid, .. stopped ? ["The run was stopped early."] : Array.Empty<string>()]);
    }

    private static IEnumerable<string> WhyBroken(
        LimitBound bound, LimitTally tally, FullestInterval? fullest, IReadOnlyList<ObeyedRefusal> obeyed, Findings findings)
    {
        if (fullest is { } interval && interval.Excess > bound.Slack)
        {
            yield return Text($"Over the limit: {interval.Accepted:N0} sends were accepted within {(interval.To - interval.From) / 1e6:0.000} s; {interval.Allowed:0.00} and {bound.Slack} more may be.");
        }

        if (tally.WithoutWait > 0)
        {
            yield return Text($"{tally.WithoutWait:N0} refusals did not say how long to wait (retryAfterMs).");
        }

        foreach (var one in obeyed.Where(one => !one.IsAccepted))
        {
            yield return Text($"Connection {one.Connection} waited {one.RetryAfterMs:N0} ms as it was told and was answered {one.Answer}.");
        }

        if (findings.Total > 0)
        {
            yield return Text($"{findings.Total:N0} violations of other promises; the first are named below.");
        }
    }

    private static IEnumerable<string> WhyInvalid(LimitTally tally, IReadOnlyList<ObeyedRefusal> obeyed)
    {
        if (tally.Accepted.Count == 0)
        {
            yield return "Invalid: no send was accepted.";
        }

        if (tally.Refused == 0)
        {
            yield return "Invalid: the limit was never met; raise --attempts or --duration, or lower RateLimits:Message:Limit on the server.";
        }
        else if (obeyed.Count == 0)
        {
            yield return "Invalid: no refusal's wait could be kept.";
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
