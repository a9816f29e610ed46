using System.Globalization;
using OrleansChat.LoadTest.Running;
using Spectre.Console;

namespace OrleansChat.LoadTest.Reporting;

/// <summary>Shows a run on the console: a line that renews itself on a terminal, and a plain line every few seconds where output goes elsewhere.</summary>
internal sealed class ConsoleProgress(IAnsiConsole console) : IRunProgress
{
    private const double PlainLineEverySeconds = 2;

    private double _nextPlainLine;
    private StatusContext? _status;

    /// <summary>Does the work with the live line around it, where the console can show one.</summary>
    public async Task<T> AroundAsync<T>(Func<Task<T>> work)
    {
        if (!console.Profile.Capabilities.Interactive || !console.Profile.Capabilities.Ansi)
        {
            return await work();
        }

        return await console.Status().StartAsync("connecting", status =>
        {
            _status = status;
            return work();
        });
    }

    public void Show(RunSnapshot snapshot)
    {
        if (_status is { } status)
        {
            status.Status = Line(snapshot, bold: true);
        }
        else if (snapshot.Latest.AtSeconds >= _nextPlainLine)
        {
            _nextPlainLine = snapshot.Latest.AtSeconds + PlainLineEverySeconds;
            console.WriteLine(Line(snapshot, bold: false));
        }
    }

    private static string Line(RunSnapshot snapshot, bool bold)
    {
        var (on, off) = bold ? ("[bold]", "[/]") : ("", "");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{on}{snapshot.Latest.Phase,-9}{off} {snapshot.Latest.AtSeconds,6:0.0} s  {on}{snapshot.Latest.Connections:N0}{off}/{snapshot.ConnectionsWanted:N0} connections  {snapshot.Totals.Sent:N0} sent  {snapshot.Totals.Acknowledged:N0} acknowledged  {on}{snapshot.Totals.Delivered:N0}{off} delivered ({snapshot.Latest.DeliveredPerSecond:N0}/s)  p99 {on}{snapshot.P99Ms:0.0} ms{off}{Trouble(snapshot, bold)}");
    }

    private static string Trouble(RunSnapshot snapshot, bool bold)
    {
        var count = snapshot.Totals.ConnectionsFailed + snapshot.Totals.Refused + snapshot.Totals.Violations;
        var text = string.Create(CultureInfo.InvariantCulture, $"  {snapshot.Totals.ConnectionsFailed} connections failed, {snapshot.Totals.Refused} refused, {snapshot.Totals.Violations} violations");
        return count == 0 ? "" : bold ? $"[red]{text}[/]" : text;
    }
}
