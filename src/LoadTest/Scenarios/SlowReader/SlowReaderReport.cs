using System.Globalization;
using OrleansChat.History;
using OrleansChat.LoadTest.Reporting;

namespace OrleansChat.LoadTest.Scenarios.SlowReader;

/// <summary>What the scenario <c>slow-reader</c> found out; what its JSON file holds.</summary>
/// <param name="P50">The others' median, without and with a slow member, in seconds in which the machine's host took no processor time away.</param>
/// <param name="P99">Their 99th percentile in the same seconds.</param>
/// <param name="P99OfAllSeconds">Their 99th percentile with what other guests of the host cost.</param>
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
    PhaseComparison P99OfAllSeconds,
    IReadOnlyList<PhaseFigures> Phases,
    long Sent,
    long Late,
    long Refused,
    IReadOnlyList<string> Violations)
{
    public static SlowReaderReport Of(
        DateTimeOffset startedAt, SlowReaderOptions options, IReadOnlyList<Phase> phases, RoomTraffic traffic, Findings findings, bool stopped)
    {
        var p99 = Compare(phase => phase.Undisturbed, 0.99);
        return new SlowReaderReport(
            "slow-reader",
            startedAt,
            [.. options.Urls.Select(url => url.GetLeftPart(UriPartial.Authority))],
            options.RoomSize,
            options.Rate,
            options.SlowBytes,
            options.Duration.TotalSeconds,
            SlowReaderVerdict.Of(options, phases, p99, traffic, findings, stopped),
            Compare(phase => phase.Undisturbed, 0.50),
            p99,
            Compare(phase => phase.Samples, 0.99),
            [.. phases.Select(PhaseFigures.Of)],
            traffic.Sent,
            traffic.Late,
            traffic.Refused,
            [.. findings.First.Select(violation => violation.ToString())]);

        PhaseComparison Compare(Func<Phase, IReadOnlyList<PhaseSample>> samples, double share) => PhaseComparison.Of(
            [.. phases.Where(phase => !phase.IsSlow).Select(samples)], [.. phases.Where(phase => phase.IsSlow).Select(samples)], share, options.Tolerance);
    }

    /// <summary>The figures that compare, one line each; those of the phases were shown when each was over.</summary>
    public IEnumerable<string> Lines()
    {
        var stolen = Phases.Sum(phase => phase.StolenSeconds);
        return stolen == 0
            ? [Compared("p50", P50), Compared("p99", P99)]
            :
            [
                Compared("p99 in all seconds", P99OfAllSeconds),
                string.Create(CultureInfo.InvariantCulture, $"without the {stolen} s in which the machine's host took processor time away:"),
                Compared("p50", P50),
                Compared("p99", P99),
            ];
    }

    private static string Compared(string name, PhaseComparison comparison) => string.Create(
        CultureInfo.InvariantCulture,
        $"the others' {name}: {comparison.QuickMs:0.00} ms without and {comparison.SlowMs:0.00} ms with a slow member, {Signed.Percent(comparison.Change)} (by chance {Signed.Percent(comparison.Low)} to {Signed.Percent(comparison.High)}, 95%)");
}
