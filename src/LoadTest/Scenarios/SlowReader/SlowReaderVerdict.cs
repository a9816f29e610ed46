using System.Globalization;
using OrleansChat.History;
using OrleansChat.LoadTest.Reporting;

namespace OrleansChat.LoadTest.Scenarios.SlowReader;

/// <summary>Decides what a run of the scenario <c>slow-reader</c> shows.</summary>
internal static class SlowReaderVerdict
{
    private const double Megabyte = 1048576;

    /// <summary>Beyond this share of late or refused sends the load was another than was asked for.</summary>
    private const double TolerableShare = 0.01;

    public static Verdict Of(
        SlowReaderOptions options, IReadOnlyList<Phase> phases, PhaseComparison p99, RoomTraffic traffic, Findings findings, bool stopped)
    {
        var broken = WhyBroken(options, phases, p99, findings).ToArray();
        var invalid = WhyInvalid(options, p99, traffic, phases).ToArray();
        return new Verdict(
            broken.Length > 0 ? Verdict.Broken : invalid.Length > 0 ? Verdict.Invalid : Verdict.Fine,
            Text($"{findings.Lost:N0} lost · {findings.Twice:N0} twice · {findings.OutOfOrder:N0} out of order · the others' p99 {Signed.Percent(p99.Change)} · {traffic.Sent:N0} sent"),
            [.. broken, .. invalid, .. stopped ? ["The run was stopped early."] : Array.Empty<string>(), .. Notes(options)]);
    }

    private static IEnumerable<string> WhyBroken(SlowReaderOptions options, IReadOnlyList<Phase> phases, PhaseComparison p99, Findings findings)
    {
        if (findings.Total > 0)
        {
            yield return Text($"{findings.Total:N0} violations; the first are named below.");
        }

        if (p99.Verdict is Movement.Moved)
        {
            yield return Text($"The others' p99 moved by {Signed.Percent(p99.Change)}, by {Signed.Percent(p99.Low)} at least; {options.Tolerance:0%} are tolerated.");
        }

        foreach (var phase in phases.Where(phase => phase.IsSlow))
        {
            foreach (var missing in phase.Ladder.Missing())
            {
                yield return Text($"Phase {phase.Number}: {missing}");
            }

            // What it grew by just before, when nobody was slow, has other reasons: a young process grows into its load.
            var before = Math.Max(0, phases.Where(earlier => earlier.Number == phase.Number - 1).Sum(Growth));
            if (Growth(phase) - before > options.MemoryBound)
            {
                yield return Text($"Phase {phase.Number}: the server's memory grew by {Growth(phase):0.0} MB, after {before:0.0} MB in the phase before; {options.MemoryBound:0.0} more are tolerated.");
            }
        }
    }

    private static double Growth(Phase phase) => (phase.MemoryAtEnd - phase.MemoryAtBegin) / Megabyte;

    private static IEnumerable<string> WhyInvalid(SlowReaderOptions options, PhaseComparison p99, RoomTraffic traffic, IReadOnlyList<Phase> phases)
    {
        if (phases.Count < 2)
        {
            yield return "Invalid: there was no phase of each kind.";
        }
        else if (p99.Verdict is Movement.Unclear)
        {
            yield return Text($"Invalid: the noise of this run ({Signed.Percent(p99.Low)} to {Signed.Percent(p99.High)}), or too few deliveries in undisturbed seconds, hide whether the p99 moved by more than {options.Tolerance:0%}; raise --duration or --rounds, on a quieter machine.");
        }

        if (traffic.Late > traffic.Sent * TolerableShare)
        {
            yield return Text($"Invalid: {traffic.Late:N0} of {traffic.Sent:N0} sends left late, so the load tester got too little processor time.");
        }

        if (traffic.Refused > traffic.Sent * TolerableShare)
        {
            yield return Text($"Invalid: {traffic.Refused:N0} of {traffic.Sent:N0} sends were not accepted; set RateLimits:Message:Limit on the server, or lower --rate.");
        }
    }

    private static IEnumerable<string> Notes(SlowReaderOptions options)
    {
        if (options.ServerProcesses.Count == 0)
        {
            yield return "The server's memory was not watched; name its process with --pid.";
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
