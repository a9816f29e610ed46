using System.Diagnostics;
using System.Xml;
using System.Xml.Linq;
using OrleansChat.CommandLine.Processes;

namespace OrleansChat.CommandLine.Testing;

/// <summary>Runs suites, two at a time: one that waits for a browser leaves room for one that computes.</summary>
internal sealed class TestRun(Repository repository, Terminal terminal, string? filter)
{
    private const int AtOnce = 2;

    // Three times the longest suite on a slow machine: a suite that takes longer hangs.
    private static readonly TimeSpan SuiteLimit = TimeSpan.FromMinutes(12);

    private readonly Lock _lock = new();

    public async Task<IReadOnlyList<SuiteResult>> RunAsync(IReadOnlyList<TestSuite> suites, CancellationToken cancellationToken)
    {
        var results = new List<SuiteResult>();
        var folder = Directory.CreateTempSubdirectory("orleanschat-tests-");
        try
        {
            var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
            await Parallel.ForEachAsync(suites, options, async (suite, token) =>
            {
                var result = await RunAsync(suite, folder.FullName, token);
                lock (_lock)
                {
                    results.Add(result);
                    Show(result);
                }
            });
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        return results;
    }

    private async Task<SuiteResult> RunAsync(TestSuite suite, string folder, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var report = Path.Combine(folder, $"{suite.Name}.trx");
        string[] arguments =
        [
            "test", suite.Assembly, "--nologo", "--logger", $"trx;LogFileName={report}", "--results-directory", folder,
            .. filter is null ? Array.Empty<string>() : ["--filter", filter],
        ];
        var run = await ChildProcess.RunAsync(Executables.DotNet(), arguments, repository.Root, SuiteLimit, cancellationToken: cancellationToken);
        return Judge(suite.Name, run, Read(report), clock.Elapsed);
    }

    /// <summary>What a run's exit code and report say together.</summary>
    internal static SuiteResult Judge(string suite, ProcessOutput run, XDocument? report, TimeSpan time)
    {
        var lastWords = string.Join(Environment.NewLine, run.Lines.TakeLast(20));
        if (run.TimedOut)
        {
            return SuiteResult.Crashed(suite, $"was ended because it took longer than {SuiteLimit.TotalMinutes:0} minutes{Environment.NewLine}{lastWords}", time);
        }

        var result = report is null ? null : TrxReport.Read(report, suite, time);
        return (result, run.Succeeded) switch
        {
            // A filter that matches nothing here leaves no report and no failure.
            (null, true) => new SuiteResult(suite, 0, [], [], time),
            ({ }, true) => result,
            ({ Failures.Count: > 0 }, false) => result,
            _ => SuiteResult.Crashed(suite, $"ended with exit code {run.ExitCode} and without a failed test{Environment.NewLine}{lastWords}", time),
        };
    }

    private static XDocument? Read(string report)
    {
        try
        {
            return File.Exists(report) ? XDocument.Load(report) : null;
        }
        catch (XmlException)
        {
            // The test host died while it wrote; the exit code tells the rest.
            return null;
        }
    }

    private void Show(SuiteResult result)
    {
        terminal.Say(result.ToString());
        foreach (var skip in result.Skips)
        {
            terminal.Say($"  skipped {skip.Test}: {skip.Reason}");
        }

        foreach (var failure in result.Failures)
        {
            terminal.Say($"  FAILED {failure.Test}");
            terminal.Say($"    {failure.Reason.ReplaceLineEndings($"{Environment.NewLine}    ")}");
        }
    }
}
