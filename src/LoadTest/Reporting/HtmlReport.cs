using System.Globalization;
using OrleansChat.LoadTest.Measuring;

namespace OrleansChat.LoadTest.Reporting;

/// <summary>Fills the page's template; the page needs no other file and no script.</summary>
internal static class HtmlReport
{
    public static string Render(LoadReport report)
    {
        var page = Template();
        foreach (var (place, content) in Contents(report))
        {
            page = page.Replace($"{{{{{place}}}}}", content, StringComparison.Ordinal);
        }

        return page;
    }

    private static IEnumerable<(string Place, string Content)> Contents(LoadReport report)
    {
        var verdict = report.Verdict;
        yield return ("verdict-class", verdict.ExitCode switch { Verdict.Fine => "fine", Verdict.Broken => "broken", _ => "invalid" });
        yield return ("verdict-word", verdict.ExitCode switch { Verdict.Fine => "Passed", Verdict.Broken => "Failed", _ => "Invalid" });
        yield return ("headline", Encode(verdict.Headline));
        string[] comebacks = report.Comebacks is { } figures ? [figures.ToString()] : [];
        yield return ("remarks", string.Concat(comebacks.Concat(verdict.Remarks).Select(remark => $"<p>{Encode(remark)}</p>")));
        yield return ("setup", Encode(Setup(report)));
        yield return ("cards", Cards(report));
        yield return ("latencies", Latencies(report));
        yield return ("actions", report.Mix is { } mix ? Actions(mix) : "");
        yield return ("plots", string.Concat(Plots(report).Select(plot => plot.Render())));
        yield return ("violations", Section("First violations", report.Violations.Select(Encode)));
        yield return ("errors", Section("Errors", report.Errors.Select(error => $"{Encode(error.Key)} <b>{Number(error.Value)}</b>")));
    }

    private static string Setup(LoadReport report) => string.Create(
        CultureInfo.InvariantCulture,
        $"{report.Setup.Rooms:N0} rooms × {report.Setup.UsersPerRoom} users at {string.Join(", ", report.Setup.Urls)} · {report.Setup.MessagesPerSecond:N0} {(report.Setup.Mix is { } mix ? $"actions/s ({mix}), messages" : "messages/s")} of {report.Setup.BodyBytes} bytes · measured {report.Setup.DurationSeconds:0.#} s after {report.Setup.WarmupSeconds:0.#} s of warm-up · {report.StartedAt:yyyy-MM-dd HH:mm} UTC");

    private static string Cards(LoadReport report)
    {
        var cards = new List<(string Name, string Value, string Note)>
        {
            ("Connections", Number(report.Connections.Opened), $"of {Number(report.Connections.Wanted)}, p99 {Ms(report.Connects.P99)} to join"),
            ("Messages", Number(report.Messages.Acknowledged), $"acknowledged of {Number(report.Messages.Sent)} sent, {Number(report.Messages.Late)} left late"),
            ("Deliveries", Number(report.Messages.Delivered), $"owed {Number(report.Messages.DeliveriesOwed)}; {Number(report.DeliveriesPerSecond)}/s"),
            ("Delivery p99", Ms(report.Deliveries.P99), $"p50 {Ms(report.Deliveries.P50)}, longest {Ms(report.Deliveries.Max)}"),
        };
        if (report.Server is { } server)
        {
            cards.Add(("Server CPU", string.Create(CultureInfo.InvariantCulture, $"{server.CpuMicrosecondsPerDelivery} µs"), string.Create(CultureInfo.InvariantCulture, $"a delivery; {server.CpuPercent}% of a core, {server.ResidentMegabytes:N0} MB")));
        }

        cards.Add(("Load tester CPU", string.Create(CultureInfo.InvariantCulture, $"{report.LoadTester.CpuPercent}%"), string.Create(CultureInfo.InvariantCulture, $"of a core, {report.LoadTester.ResidentMegabytes:N0} MB{Processes(report)}")));
        return string.Concat(cards.Select(card => $"<div class=\"card\"><h3>{card.Name}</h3><b>{card.Value}</b><small>{card.Note}</small></div>"));
    }

    private static string Processes(LoadReport report) => report.LoadTesterProcesses.Count < 2
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $" in {report.LoadTesterProcesses.Count} processes: ")
            + string.Join(" · ", report.LoadTesterProcesses.Select(process => string.Create(CultureInfo.InvariantCulture, $"{process.CpuPercent}%, {process.ResidentMegabytes:N0} MB")));

    private static string Latencies(LoadReport report) => string.Concat(
        new[] { ("Delivery", report.Deliveries), ("Acknowledgement", report.Acknowledgements), ("Connect and join", report.Connects) }.Select(row =>
            $"<tr><th>{row.Item1}</th>" + string.Concat(
                new[] { row.Item2.P50, row.Item2.P90, row.Item2.P99, row.Item2.P999, row.Item2.Max, row.Item2.Mean }.Select(value => $"<td>{Ms(value)}</td>")) +
            $"<td>{Number(row.Item2.Count)}</td></tr>"));

    private static string Actions(MixFigures mix) =>
        "<h2>Actions</h2><div class=\"table\"><table><thead><tr><th>What members did</th><th>share</th><th>done</th><th>acknowledged</th><th>refused</th><th>told</th><th>p50</th><th>p99</th></tr></thead><tbody>"
        + string.Concat(mix.Actions.Select(row =>
            $"<tr><th>{row.Action}</th><td>{row.Share}%</td>"
            + string.Concat(new[] { row.Done, row.Acknowledged, row.Refused, row.Told }.Select(value => $"<td>{Number(value)}</td>"))
            + $"<td>{Ms(row.P50)}</td><td>{Ms(row.P99)}</td></tr>"))
        + "</tbody></table></div>";

    private static IEnumerable<SvgPlot> Plots(LoadReport report)
    {
        yield return new SvgPlot("Latency by percentile, ms", "share of messages", Curve("delivery", report.Deliveries), Curve("acknowledgement", report.Acknowledgements))
        {
            XTicks = [(0, "0"), (1, "90%"), (2, "99%"), (3, "99.9%"), (4, "99.99%"), (5, "99.999%")],
        };
        var sending = report.Timeline.Where(point => point.DeliveredPerSecond > 0).ToArray();
        yield return new SvgPlot("Latency over time, ms", "s", Over(sending, "p99", point => point.P99Ms), Over(sending, "p50", point => point.P50Ms));
        yield return new SvgPlot("Deliveries a second", "s", Over(report.Timeline, "deliveries", point => point.DeliveredPerSecond));
        yield return new SvgPlot("Connections in their rooms", "s", Over(report.Timeline, "connections", point => point.Connections));
    }

    /// <summary>Shares are drawn by their nines: 90%, 99% and 99.9% at even distances.</summary>
    private static PlotSeries Curve(string name, LatencyFigures figures) =>
        new(name, [.. figures.Curve.Select(point => (-Math.Log10(1 - point.Share), point.Milliseconds))]);

    private static PlotSeries Over(IEnumerable<TimelinePoint> timeline, string name, Func<TimelinePoint, double> value) =>
        new(name, [.. timeline.Select(point => (point.AtSeconds, value(point)))]);

    private static string Section(string title, IEnumerable<string> items)
    {
        var list = string.Concat(items.Select(item => $"<li>{item}</li>"));
        return list.Length == 0 ? "" : $"<section><h2>{title}</h2><ul>{list}</ul></section>";
    }

    private static string Ms(double value) => string.Create(CultureInfo.InvariantCulture, $"{(value >= 100 ? Math.Round(value) : Math.Round(value, 2)):#,0.##} ms");

    private static string Number(double value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Encode(string text) => PageText.Encode(text);

    private static string Template()
    {
        using var stream = typeof(HtmlReport).Assembly.GetManifestResourceStream("report.html")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
