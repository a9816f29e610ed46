using System.Globalization;
using OrleansChat.History;
using OrleansChat.LoadTest.Reporting;

namespace OrleansChat.LoadTest.Scenarios.Limit;

/// <summary>What the scenario <c>limit</c> found out; what its JSON file holds.</summary>
/// <param name="Burst">Messages that the server says may come at once, and that it gives back in a window.</param>
/// <param name="MostInOneSecond">The most that certainly were accepted within one second, any second.</param>
/// <param name="Fullest">The interval that exceeds burst + rate × T most.</param>
/// <param name="Codes">How often each refusal came.</param>
/// <param name="Obeyed">The waits that were kept.</param>
internal sealed record LimitReport(
    string Scenario,
    DateTimeOffset StartedAt,
    IReadOnlyList<string> Urls,
    int Connections,
    double DurationSeconds,
    int Burst,
    double WindowSeconds,
    int Slack,
    Verdict Verdict,
    int Accepted,
    int MostInOneSecond,
    int MostInTenSeconds,
    int MostInOneWindow,
    FullestInterval? Fullest,
    IReadOnlyDictionary<string, long> Codes,
    IReadOnlyList<ObeyedRefusal> Obeyed,
    IReadOnlyList<string> Violations)
{
    public static LimitReport Of(
        DateTimeOffset startedAt, LimitOptions options, LimitBound bound, LimitTally tally, IReadOnlyList<ObeyedRefusal> obeyed, Findings findings, bool stopped)
    {
        var fullest = AcceptedIntervals.Fullest(tally.Accepted, bound);
        return new LimitReport(
            "limit",
            startedAt,
            [.. options.Urls.Select(url => url.GetLeftPart(UriPartial.Authority))],
            options.Connections,
            options.Duration.TotalSeconds,
            bound.Burst,
            bound.Window.TotalSeconds,
            bound.Slack,
            LimitVerdict.Of(bound, tally, fullest, obeyed, findings, stopped),
            tally.Accepted.Count,
            AcceptedIntervals.Most(tally.Accepted, TimeSpan.FromSeconds(1)),
            AcceptedIntervals.Most(tally.Accepted, TimeSpan.FromSeconds(10)),
            AcceptedIntervals.Most(tally.Accepted, bound.Window),
            fullest,
            tally.Codes,
            obeyed,
            [.. findings.First.Select(violation => violation.ToString())]);
    }

    /// <summary>The figures, one line each.</summary>
    public IEnumerable<string> Lines()
    {
        yield return Text($"accepted {Accepted:N0} · most in any second {MostInOneSecond:N0} · in any 10 s {MostInTenSeconds:N0} · in any {WindowSeconds:0} s {MostInOneWindow:N0}");
        if (Fullest is { } fullest)
        {
            yield return Text($"fullest interval: {fullest.Accepted:N0} accepted in {(fullest.To - fullest.From) / 1e6:0.000} s, where burst + rate × T is {fullest.Allowed:0.00} and {Slack} more are tolerated");
        }

        foreach (var (code, count) in Codes)
        {
            yield return Text($"{code} {count:N0}");
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
