using System.Globalization;
using Spectre.Console;

namespace OrleansChat.LoadTest.Reporting;

/// <summary>The end of a run on the console.</summary>
internal static class ConsoleSummary
{
    public static void Write(IAnsiConsole console, LoadReport report)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn("latency (ms)");
        foreach (var column in new[] { "p50", "p90", "p99", "p99.9", "longest", "count" })
        {
            table.AddColumn(new TableColumn(column).RightAligned());
        }

        AddRow(table, "delivery", report.Deliveries);
        AddRow(table, "acknowledgement", report.Acknowledgements);
        AddRow(table, "connect and join", report.Connects);
        console.Write(table);
        if (report.Mix is { } mix)
        {
            console.Write(Actions(mix));
        }

        var (messages, connections) = (report.Messages, report.Connections);
        console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"connections {connections.Opened:N0} of {connections.Wanted:N0} · sent {messages.Sent:N0} · acknowledged {messages.Acknowledged:N0} · refused {messages.Refused:N0} · late {messages.Late:N0} · delivered {messages.Delivered:N0} ({report.DeliveriesPerSecond:N0}/s), owed {messages.DeliveriesOwed:N0}");
        console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"load tester {report.LoadTester.CpuPercent}% of a core, {report.LoadTester.ResidentMegabytes:N0} MB{Processes(report)}");
        if (report.Server is { } server)
        {
            console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"server {server.CpuPercent}% of a core, {server.CpuMicrosecondsPerDelivery} µs a delivery, {server.ResidentMegabytes:N0} MB");
        }

        foreach (var (code, count) in report.Errors)
        {
            console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[yellow]{code}[/] {count:N0}");
        }

        foreach (var violation in report.Violations)
        {
            console.MarkupLineInterpolated($"[red]{violation}[/]");
        }

        foreach (var remark in report.Verdict.Remarks)
        {
            console.MarkupLineInterpolated($"[yellow]{remark}[/]");
        }

        if (report.Comebacks is { } comebacks)
        {
            console.MarkupLineInterpolated($"[bold]{comebacks}[/]");
        }

        console.MarkupLineInterpolated($"[bold]{report.Verdict.Headline}[/]");
    }

    /// <summary>What each process spent, where there are several.</summary>
    private static string Processes(LoadReport report) => report.LoadTesterProcesses.Count < 2
        ? ""
        : $" in {report.LoadTesterProcesses.Count} processes: " + string.Join(
            " · ", report.LoadTesterProcesses.Select(process => string.Create(CultureInfo.InvariantCulture, $"{process.CpuPercent}%, {process.ResidentMegabytes:N0} MB")));

    /// <summary>What was done of each kind, and how fast it was answered.</summary>
    private static Table Actions(MixFigures mix)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn("action");
        foreach (var column in new[] { "share", "done", "acknowledged", "refused", "told", "p50 (ms)", "p99 (ms)" })
        {
            table.AddColumn(new TableColumn(column).RightAligned());
        }

        foreach (var row in mix.Actions)
        {
            table.AddRow(
                [row.Action, $"{row.Share}%", .. new[] { row.Done, row.Acknowledged, row.Refused, row.Told }.Select(value => value.ToString("N0", CultureInfo.InvariantCulture)),
                .. new[] { row.P50, row.P99 }.Select(value => value.ToString("0.00", CultureInfo.InvariantCulture))]);
        }

        return table;
    }

    private static void AddRow(Table table, string name, LatencyFigures figures) => table.AddRow(
        [name, .. new[] { figures.P50, figures.P90, figures.P99, figures.P999, figures.Max }.Select(value => value.ToString("0.00", CultureInfo.InvariantCulture)), figures.Count.ToString("N0", CultureInfo.InvariantCulture)]);
}
