using System.CommandLine;
using System.Runtime.InteropServices;
using OrleansChat.LoadTest.Options;
using OrleansChat.LoadTest.Reporting;
using OrleansChat.LoadTest.Scenarios.Limit;
using OrleansChat.LoadTest.Scenarios.SlowReader;
using Spectre.Console;

namespace OrleansChat.LoadTest.Scenarios;

/// <summary>The program where a scenario was asked for, from its arguments to its exit code.</summary>
/// <param name="console">Where it shows how it goes.</param>
/// <param name="directory">Where it looks for a development key, and puts its figures unless told otherwise.</param>
internal sealed class ScenarioProgram(IAnsiConsole console, string directory)
{
    private const string Option = "--scenario";

    /// <summary>The scenario that the arguments ask for; empty where its name is missing, null where none is asked for.</summary>
    public static string? Asked(IReadOnlyList<string> arguments)
    {
        for (var index = 0; index < arguments.Count; index++)
        {
            if (arguments[index] == Option)
            {
                return index + 1 < arguments.Count ? arguments[index + 1] : "";
            }

            if (arguments[index].StartsWith(Option + "=", StringComparison.Ordinal))
            {
                return arguments[index][(Option.Length + 1)..];
            }
        }

        return null;
    }

    public async Task<int> RunAsync(string scenario, IReadOnlyList<string> arguments, CancellationToken stop)
    {
        ScenarioCommand[] commands = [new SlowReaderCommand(directory), new LimitCommand(directory)];
        if (Array.Find(commands, command => command.Name == scenario) is not { } command)
        {
            console.MarkupLineInterpolated($"[red]There is no scenario '{scenario}'; there are {string.Join(" and ", commands.Select(one => one.Name))}.[/]");
            return Verdict.Invalid;
        }

        if (arguments.Any(argument => argument == LoadCommand.ProcessesName || argument.StartsWith(LoadCommand.ProcessesName + "=", StringComparison.Ordinal)))
        {
            console.MarkupLineInterpolated($"[red]{LoadCommand.ProcessesName} is for the run without a scenario; {scenario} measures in one process.[/]");
            return Verdict.Invalid;
        }

        var parsed = command.Create(this).Parse(arguments);
        foreach (var error in parsed.Errors)
        {
            console.MarkupLineInterpolated($"[red]{error.Message}[/]");
        }

        // A first Ctrl-C must still lead to a report, so the parser's own handling, which ends the process, is off.
        return parsed.Errors.Count > 0 ? Verdict.Invalid : await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null }, stop);
    }

    /// <summary>Runs a scenario, shows what it found and writes its figures.</summary>
    /// <param name="file">Where the figures go.</param>
    /// <param name="run">Runs it.</param>
    /// <param name="summary">What of its report is shown.</param>
    /// <param name="cancellationToken">Stops it; what was found until then is reported.</param>
    public async Task<int> RunAsync<T>(
        string file,
        Func<ScenarioProgress, CancellationToken, Task<T>> run,
        Func<T, (Verdict Verdict, IEnumerable<string> Lines, IReadOnlyList<string> Violations)> summary,
        CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => Stop(signal, stop));
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Stop(signal, stop));
        try
        {
            var progress = new ScenarioProgress(console);
            var report = await progress.AroundAsync(() => run(progress, stop.Token));
            await ReportFiles.WriteFiguresAsync(file, report);
            var (verdict, lines, violations) = summary(report);
            foreach (var line in lines)
            {
                console.WriteLine(line);
            }

            foreach (var trouble in violations.Concat(verdict.Remarks))
            {
                console.MarkupLineInterpolated($"[yellow]{trouble}[/]");
            }

            console.MarkupLineInterpolated($"[bold]{verdict.Headline}[/]");
            console.MarkupLineInterpolated($"figures {file}");
            return verdict.ExitCode;
        }
        catch (LoadException exception)
        {
            console.MarkupLineInterpolated($"[red]{exception.Message}[/]");
            return Verdict.Invalid;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            console.WriteLine("Stopped before anything was measured; there is nothing to report.");
            return Verdict.Invalid;
        }
    }

    /// <summary>The first signal stops the run, which still reports; a second one ends the process as usual.</summary>
    private static void Stop(PosixSignalContext signal, CancellationTokenSource stop)
    {
        signal.Cancel = !stop.IsCancellationRequested;
        stop.Cancel();
    }
}
