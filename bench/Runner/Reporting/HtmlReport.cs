using System.Globalization;
using OrleansChat.Bench.Contenders;
using OrleansChat.Bench.Measuring;
using OrleansChat.LoadTest.Reporting;

namespace OrleansChat.Bench.Reporting;

/// <summary>Fills the page's template; the page needs no other file and no script.</summary>
internal static class HtmlReport
{
    /// <summary>The figures that are drawn besides being in the tables.</summary>
    private static readonly MetricKind[] Drawn =
        [MetricKind.CpuPerDelivery, MetricKind.P99, MetricKind.KilobytesPerConnection, MetricKind.CpuPerConnect, MetricKind.Saturation];

    public static string Render(BenchReport report)
    {
        var page = Template();
        foreach (var (place, content) in Contents(report))
        {
            page = page.Replace($"{{{{{place}}}}}", content, StringComparison.Ordinal);
        }

        return page;
    }

    private static IEnumerable<(string Place, string Content)> Contents(BenchReport report)
    {
        var tables = StepTable.All(report).ToArray();
        yield return ("tone", report.ChatIsClean ? "fine" : "broken");
        yield return ("headline", Encode(Headline(report, tables)));
        yield return ("setup", Encode(Setup(report)));
        yield return ("machine", Encode(report.Machine.ToString()));
        yield return ("warning", report.Machine.Warning is { } warning ? $"<p class=\"bad\">{Encode(warning)}</p>" : "");
        yield return ("left-out", string.Concat(report.LeftOut.Select(one => $"<p>Left out: {Encode(one.Name)}: {Encode(one.Reason)}.</p>")));
        yield return ("steps", string.Concat(tables.Select(Step)));
        yield return ("judgements", string.Concat(report.Contenders.Select(one => Judgement(one.Value, report.JudgementOf(one.Key)))));
        yield return ("notes", string.Concat(Notes(report).Select(note => $"<li>{Encode(note)}</li>")));
    }

    /// <summary>The one sentence: what OrleansChat costs beside the limit, in the last step where both have a figure.</summary>
    private static string Headline(BenchReport report, IEnumerable<StepTable> tables)
    {
        var last = tables.SelectMany(table => table.Rows.Select(row => (table.Title, Row: row)))
            .LastOrDefault(one => one.Row.Contender == Contender.Chat && one.Row.TimesLimit is not null && one.Title.StartsWith(report.Workloads[0].Title, StringComparison.Ordinal));
        return last.Row is { TimesLimit: { } times }
            ? $"OrleansChat takes {MetricNames.Write(times.Median)} times the limit ({last.Title}), with {report.JudgementOf(Contender.Chat)}"
            : $"OrleansChat: {report.JudgementOf(Contender.Chat)}";
    }

    private static string Setup(BenchReport report) => string.Create(
        CultureInfo.InvariantCulture,
        $"{report.StartedAt:yyyy-MM-dd HH:mm} UTC · {report.Rounds} interleaved {(report.Rounds == 1 ? "round" : "rounds")}{(report.IsQuick ? " of short steps" : "")} · bodies of {Planning.Workload.BodyBytes} bytes · grains on the {report.Runtime} runtime · generator and servers on one machine");

    private static string Step(StepTable table)
    {
        var hasRatios = table.Rows.Any(row => row.TimesLimit is not null);
        var head = string.Concat(table.Columns.Select(kind => $"<th>{Encode(kind.Title())}</th>")) + (hasRatios ? "<th>CPU × limit</th>" : "");
        var rows = string.Concat(table.Rows.Select(row =>
            $"<tr class=\"{row.Contender}\"><th>{Encode(row.Name)}</th>" +
            string.Concat(table.Columns.Select(kind => Cell(row.Cells.TryGetValue(kind, out var cell) ? cell.Spread : null))) +
            (hasRatios ? Cell(row.TimesLimit) : "") + "</tr>"));
        var plots = string.Concat(Drawn.Where(table.Columns.Contains).Select(kind => Plot(table, kind)));
        return $"<h2>{Encode(table.Title)}</h2><div class=\"table\"><table><thead><tr><th></th>{head}</tr></thead><tbody>{rows}</tbody></table></div><div class=\"plots\">{plots}</div>";
    }

    private static string Plot(StepTable table, MetricKind kind) => new BarPlot(
        kind.Title(), [.. table.Rows.Where(row => row.Cells.ContainsKey(kind)).Select(row => (row.Contender, row.Name, row.Cells[kind]))]).Render();

    private static string Cell(Spread? spread) => spread switch
    {
        null => "<td>–</td>",
        { Count: 1 } => $"<td>{MetricNames.Write(spread.Median)}</td>",
        _ => $"<td>{MetricNames.Write(spread.Median)}<small>{MetricNames.Write(spread.Minimum)}–{MetricNames.Write(spread.Maximum)}</small></td>",
    };

    private static string Judgement(string name, Judgement judgement) =>
        $"<tr><th>{Encode(name)}</th><td class=\"{(judgement.IsClean ? "" : "bad")}\">{Encode(judgement.ToString())}</td><td>{judgement.Delivered.ToString("N0", CultureInfo.InvariantCulture)}</td></tr>" +
        string.Concat(judgement.FirstViolations.Select(violation => $"<tr><th></th><td class=\"bad\">{Encode(violation)}</td><td></td></tr>"));

    private static IEnumerable<string> Notes(BenchReport report) => report.Sessions.SelectMany(session => session.Notes.Select(note =>
        string.Create(CultureInfo.InvariantCulture, $"Round {session.Round}, {report.Workloads.Single(one => one.Key == session.Workload).Title}, {report.Contenders[session.Contender]}: {note}")));

    private static string Encode(string text) => PageText.Encode(text);

    private static string Template()
    {
        using var stream = typeof(HtmlReport).Assembly.GetManifestResourceStream("bench.html")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
