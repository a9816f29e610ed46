using System.CommandLine;
using OrleansChat.Bench.Contenders;
using OrleansChat.Bench.Measuring;
using OrleansChat.Bench.Planning;
using OrleansChat.Bench.Reporting;
using OrleansChat.Bench.Running;
using OrleansChat.CommandLine;
using OrleansChat.LoadTest;
using OrleansChat.LoadTest.Connections;
using Spectre.Console;

namespace OrleansChat.Bench;

/// <summary>The program from its arguments to its exit code.</summary>
internal sealed class BenchProgram(IAnsiConsole console)
{
    private const int Fine = 0;

    /// <summary>OrleansChat broke a promise.</summary>
    private const int Broken = 1;

    /// <summary>Nothing was measured.</summary>
    private const int Invalid = 2;

    public async Task<int> RunAsync(string[] arguments, CancellationToken stop)
    {
        var parsed = new BenchArguments().Create(RunAsync).Parse(arguments);
        var exitCode = await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null }, stop);
        return parsed.Errors.Count > 0 ? Invalid : exitCode;
    }

    private async Task<int> RunAsync(BenchOptions options, CancellationToken stop)
    {
        try
        {
            if (!OperatingSystem.IsLinux())
            {
                throw new LoadException("The bench needs Linux: it counts what the servers' processes spend from /proc, and its clients stand on epoll.");
            }

            return await MeasureAsync(options, stop);
        }
        catch (Exception failure) when (failure is LoadException or CommandFailedException)
        {
            console.MarkupLineInterpolated($"[red]{failure.Message}[/]");
            return Invalid;
        }
    }

    private async Task<int> MeasureAsync(BenchOptions options, CancellationToken stop)
    {
        var workloads = Workload.All(options.IsQuick).Where(workload => options.Workloads.Contains(workload.Key)).ToArray();
        DescriptorLimit.Check(workloads.Max(workload => workload.Connections));
        var terminal = new Terminal(Console.Out, Console.Error, interactive: false);
        var catalog = new ContenderCatalog(new Repository(options.Root), options.Runtime, terminal);
        var (contenders, leftOut) = await catalog.FindAsync(options.Contenders, stop);
        foreach (var one in leftOut)
        {
            console.MarkupLineInterpolated($"[yellow]Left out: {one.Name}: {one.Reason}.[/]");
        }

        var machine = await MachineFacts.LookAsync(stop);
        if (machine.Warning is { } warning)
        {
            console.MarkupLineInterpolated($"[yellow]{warning}[/]");
        }

        var sessions = BenchPlan.Interleave(options.Rounds, [.. contenders.Select(contender => contender.Key)], workloads);
        var startedAt = TimeProvider.System.GetUtcNow();
        var results = await PlaySessionsAsync(sessions, contenders, stop);
        if (results.Count == 0)
        {
            console.WriteLine("Stopped before the first session had ended; there is nothing to report.");
            return Invalid;
        }

        var report = new BenchReport(startedAt, machine, options.Runtime.ToString(), options.IsQuick, options.Rounds, workloads, NameAll(contenders), leftOut, results);
        await ReportFiles.WriteAsync(report, options);
        ConsoleTables.Write(console, report);
        console.MarkupLineInterpolated($"report {options.PageFile} · figures {options.JsonFile}");
        return report.ChatIsClean ? Fine : Broken;
    }

    /// <summary>Plays one after the other; a stop leaves the report with what there is.</summary>
    private async Task<IReadOnlyList<SessionResult>> PlaySessionsAsync(IReadOnlyList<Session> sessions, IReadOnlyList<Contender> contenders, CancellationToken stop)
    {
        var results = new List<SessionResult>();
        foreach (var session in sessions)
        {
            var contender = contenders.Single(contender => contender.Key == session.Contender);
            try
            {
                var result = await SessionRunner.RunAsync(session, contender, stop);
                results.Add(result);
                ConsoleTables.WriteProgress(console, results.Count, sessions.Count, session, contender.Name, result);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                break;
            }
        }

        return results;
    }

    private static Dictionary<string, string> NameAll(IEnumerable<Contender> contenders) => contenders.ToDictionary(contender => contender.Key, contender => contender.Name);
}
