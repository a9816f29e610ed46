using System.Globalization;
using OrleansChat.History;
using OrleansChat.LoadTest.Reporting;

namespace OrleansChat.LoadTest.Scenarios.SlowReader;

/// <summary>What the scenario <c>slow-reader</c> found out; what its JSON file holds.</summary>
/// <param name="P50">The others' median, without and with a slow member.</param>
/// <param name="P99">Their 99th percentile.</param>
/// <param name="Late">Sends that left late; more than a few, and the latencies are partly the load tester's own.</param>
internal sealed record SlowReaderReport(
    string Scenario,
    DateTimeOffset StartedAt,
    IReadOnlyList<string> Urls,
    int RoomSize,
    double MessagesPerSecond,
    int SlowBytesPerSecond,
    double PhaseSeconds,
    Verdict Verdict,
    PhaseComparison P50,
    PhaseComparison P99,
    IReadOnlyList<PhaseFigures> Phases,
    long Sent,
    long Late,
    long Refused,
    IReadOnlyList<string> Violations)
{
    public static SlowReaderReport Of(
        DateTimeOffset startedAt, SlowReaderOptions options, IReadOnlyList<Phase> phases, RoomTraffic traffic, Findings findings, bool stopped)
    {
        var quick = phases.Where(phase => !phase.IsSlow).Select(phase => phase.Samples).ToArray();
        var slow = phases.Where(phase => phase.IsSlow).Select(phase => phase.Samples).ToArray();
        var p99 = PhaseComparison.Of(quick, slow, 0.99, options.Tolerance);
        return new SlowReaderReport(
            "slow-reader",
            startedAt,
            [.. options.Urls.Select(url => url.GetLeftPart(UriPartial.Authority))],
            options.RoomSize,
            options.Rate,
            options.SlowBytes,
            options.Duration.TotalSeconds,
            SlowReaderVerdict.Of(options, phases, p99, traffic, findings, stopped),
            PhaseComparison.Of(quick, slow, 0.50, options.Tolerance),
            p99,
            [.. phases.Select(PhaseFigures.Of)],
            traffic.Sent,
            traffic.Late,
            traffic.Refused,
            [.. findings.First.Select(violation => violation.ToString())]);
    }

    /// <summary>The figures that compare, one line each; those of the phases were shown when each was over.</summary>
    public IEnumerable<string> Lines() => [Compared("p50", P50), Compared("p99", P99)];

    private static string Compared(string name, PhaseComparison comparison) => string.Create(
        CultureInfo.InvariantCulture,
        $"the others' {name}: {comparison.QuickMs:0.00} ms without and {comparison.SlowMs:0.00} ms with a slow member, {Signed.Percent(comparison.Change)} (by chance {Signed.Percent(comparison.Low)} to {Signed.Percent(comparison.High)}, 95%)");
}
