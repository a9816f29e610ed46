using OrleansChat.Bench.Contenders;
using OrleansChat.Bench.Measuring;

namespace OrleansChat.Bench.Reporting;

/// <summary>All contenders at one step of a workload.</summary>
/// <param name="Title">Workload and step.</param>
/// <param name="Columns">What was measured.</param>
/// <param name="Rows">A row for each contender that has a figure.</param>
internal sealed record StepTable(string Title, IReadOnlyList<MetricKind> Columns, IReadOnlyList<StepRow> Rows)
{
    /// <summary>The tables of a report, in the order in which things were done.</summary>
    public static IEnumerable<StepTable> All(BenchReport report) =>
        from workload in report.Workloads
        let sessions = report.Sessions.Where(session => session.Workload == workload.Key).ToArray()
        from step in sessions.SelectMany(session => session.Measurements).Select(measurement => measurement.Step).Distinct()
        select Of($"{workload.Title}: {step}", step, report, sessions);

    private static StepTable Of(string title, string step, BenchReport report, IReadOnlyList<SessionResult> sessions)
    {
        var columns = sessions.SelectMany(session => session.Measurements).Where(measurement => measurement.Step == step)
            .Select(measurement => measurement.Kind).Distinct().Order().ToArray();
        var floor = ByRound(sessions, Contender.Limit, step, MetricKind.CpuPerDelivery);
        var rows = report.Contenders.Select(contender => new StepRow(
            contender.Key,
            contender.Value,
            columns.Select(kind => (kind, Values: ByRound(sessions, contender.Key, step, kind))).Where(cell => cell.Values.Count > 0)
                .ToDictionary(cell => cell.kind, cell => new StepCell(Spread.Of(cell.Values.Values)!, [.. cell.Values.OrderBy(value => value.Key).Select(value => value.Value)])),
            columns.Contains(MetricKind.CpuPerDelivery) ? Spread.OfRatios(ByRound(sessions, contender.Key, step, MetricKind.CpuPerDelivery), floor) : null));
        return new StepTable(title, columns, [.. rows.Where(row => row.Cells.Count > 0)]);
    }

    private static Dictionary<int, double> ByRound(IReadOnlyList<SessionResult> sessions, string contender, string step, MetricKind kind) =>
        sessions.Where(session => session.Contender == contender)
            .SelectMany(session => session.Measurements.Where(one => one.Step == step && one.Kind == kind).Select(one => (session.Round, one.Value)))
            .ToDictionary(one => one.Round, one => one.Value);
}
