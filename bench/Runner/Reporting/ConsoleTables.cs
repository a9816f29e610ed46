using System.Globalization;
using OrleansChat.Bench.Measuring;
using OrleansChat.Bench.Planning;
using Spectre.Console;

namespace OrleansChat.Bench.Reporting;

/// <summary>The report on the console.</summary>
internal static class ConsoleTables
{
    public static void WriteProgress(IAnsiConsole console, int number, int count, Session session, string contender, SessionResult result)
    {
        var costs = result.Measurements.Where(one => one.Kind == MetricKind.CpuPerDelivery).Select(one => $"{MetricNames.Write(one.Value)} µs/delivery at {one.Step}");
        console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"{number}/{count} round {session.Round} · {session.Workload.Title} · {contender}: {string.Join(", ", costs)}");
        foreach (var note in result.Notes)
        {
            console.MarkupLineInterpolated($"  [yellow]{note}[/]");
        }

        if (!result.Judgement.IsClean)
        {
            console.MarkupLineInterpolated($"  [yellow]{result.Judgement}[/]");
        }
    }

    public static void Write(IAnsiConsole console, BenchReport report)
    {
        console.WriteLine();
        console.MarkupLineInterpolated($"{report.Machine}");
        foreach (var table in StepTable.All(report))
        {
            console.Write(Draw(table));
        }

        foreach (var (key, name) in report.Contenders)
        {
            console.MarkupLineInterpolated($"{name}: {report.JudgementOf(key)}");
        }

        if (report.Machine.Warning is { } warning)
        {
            console.MarkupLineInterpolated($"[yellow]{warning}[/]");
        }

        foreach (var violation in report.Contenders.Keys.SelectMany(key => report.JudgementOf(key).FirstViolations))
        {
            console.MarkupLineInterpolated($"[red]{violation}[/]");
        }
    }

    private static Table Draw(StepTable step)
    {
        var table = new Table().Border(TableBorder.Rounded).Title(Markup.Escape(step.Title)).AddColumn("median (least–most)");
        foreach (var kind in step.Columns)
        {
            table.AddColumn(new TableColumn(Markup.Escape(kind.Title())).RightAligned());
        }

        var hasRatios = step.Rows.Any(row => row.TimesLimit is not null);
        if (hasRatios)
        {
            table.AddColumn(new TableColumn("CPU × limit").RightAligned());
        }

        foreach (var row in step.Rows)
        {
            string[] ratio = hasRatios ? [row.TimesLimit is { } times ? Text(times) : "–"] : [];
            table.AddRow([Markup.Escape(row.Name), .. step.Columns.Select(kind => row.Cells.TryGetValue(kind, out var cell) ? Text(cell.Spread) : "–"), .. ratio]);
        }

        return table;
    }

    private static string Text(Spread spread) => spread.Count == 1
        ? MetricNames.Write(spread.Median)
        : $"{MetricNames.Write(spread.Median)} ({MetricNames.Write(spread.Minimum)}–{MetricNames.Write(spread.Maximum)})";
}
