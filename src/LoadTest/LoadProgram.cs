using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using OrleansChat.LoadTest.Connections;
using OrleansChat.LoadTest.Mix;
using OrleansChat.LoadTest.Options;
using OrleansChat.LoadTest.Processes;
using OrleansChat.LoadTest.Reporting;
using OrleansChat.LoadTest.Running;
using OrleansChat.LoadTest.Scenarios;
using Spectre.Console;

namespace OrleansChat.LoadTest;

/// <summary>The program from its arguments to its exit code.</summary>
/// <param name="console">Where it shows how it goes.</param>
/// <param name="directory">Where it looks for a development key, and puts its reports unless told otherwise.</param>
internal sealed class LoadProgram(IAnsiConsole console, string directory)
{
    /// <summary>The server's default allowance; a higher rate needs a server that was told so.</summary>
    private const double DefaultMessagesPerMinute = 10;

    /// <summary>The same of typing signals, and of edits and reactions together.</summary>
    private const double DefaultSignalsPerMinute = 30;

    public Task<int> RunAsync(string[] arguments, CancellationToken stop = default)
    {
        if (ScenarioProgram.Asked(arguments) is { } scenario)
        {
            return new ScenarioProgram(console, directory).RunAsync(scenario, arguments, stop);
        }

        var parsed = new LoadCommand(directory).Create(RunAsync).Parse(arguments);

        foreach (var error in parsed.Errors)
        {
            console.MarkupLineInterpolated($"[red]{error.Message}[/]");
        }

        // A first Ctrl-C must still lead to a report, so the parser's own handling, which ends the process, is off.
        return parsed.Errors.Count > 0
            ? Task.FromResult(Verdict.Invalid)
            : parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null }, stop);
    }

    private async Task<int> RunAsync(LoadOptions options, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => Stop(signal, stop));
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Stop(signal, stop));
        try
        {
            ActionMix.Check(options);
            DescriptorLimit.Check(options);
            Warn(options);
            var progress = new ConsoleProgress(console);
            var report = await progress.AroundAsync(() => RunAsync(options, progress, stop.Token));
            await ReportFiles.WriteAsync(report, options);
            ConsoleSummary.Write(console, report);
            console.MarkupLineInterpolated($"report {options.ReportFile} · figures {options.JsonFile}");
            return report.Verdict.ExitCode;
        }
        catch (LoadException exception)
        {
            console.MarkupLineInterpolated($"[red]{exception.Message}[/]");
            return Verdict.Invalid;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            console.WriteLine("Stopped before the first connection; there is nothing to report.");
            return Verdict.Invalid;
        }
    }

    private static Task<LoadReport> RunAsync(LoadOptions options, IRunProgress progress, CancellationToken stop) => options.Processes == 1
        ? new LoadRun(options, progress).RunAsync(stop)
        : new ParallelRun(options, progress, ShareProcess.Launch, SilenceLimit.Default).RunAsync(stop);

    /// <summary>The first signal stops the run, which still reports; a second one ends the process as usual.</summary>
    private static void Stop(PosixSignalContext signal, CancellationTokenSource stop)
    {
        signal.Cancel = !stop.IsCancellationRequested;
        stop.Cancel();
    }

    private void Warn(LoadOptions options)
    {
        Warn(options.MessagesPerMinuteAndUser, "messages", DefaultMessagesPerMinute, "Message");
        Warn(options.TypingPerMinuteAndUser, "typing signals", DefaultSignalsPerMinute, "Typing");
        Warn(options.ChangesPerMinuteAndUser, "edits and reactions", DefaultSignalsPerMinute, "Change");
    }

    private void Warn(double perMinute, string what, double allowed, string setting)
    {
        if (perMinute > allowed)
        {
            console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[yellow]Each user will send {perMinute:0.#} {what} a minute and a server allows {allowed} by default: set RateLimits:{setting}:Limit there, lower --rate, or raise --rooms.[/]");
        }
    }
}
