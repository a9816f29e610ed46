using System.Diagnostics;
using System.Xml;
using System.Xml.Linq;
using OrleansChat.CommandLine.Processes;

namespace OrleansChat.CommandLine.Testing;

/// <summary>Runs suites, two at a time: one that waits for a browser leaves room for one that computes.</summary>
internal sealed class TestRun(Repository repository, Terminal terminal, string? filter)
{
    private const int AtOnce = 2;

    // No test takes a third of it on a slow machine: one that takes longer hangs. The test host is told, because only it knows the test's name.
    private const string TestLimit = "6min";

    // For what hangs outside of any test. A busy machine takes three times as long as a quiet one, which is no fault of the suite.
    private static readonly TimeSpan SuiteLimit = TimeSpan.FromMinutes(30);

    // Tests are over before code that was measured while it ran and compiled once more pays for that: without it they take a quarter less of the processor.
    private static readonly Dictionary<string, string> ShortLived = new() { ["DOTNET_TieredPGO"] = "0" };

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
            "--blame-hang-timeout", TestLimit, "--blame-hang-dump-type", "none",
            .. filter is null ? Array.Empty<string>() : ["--filter", filter],
        ];
        var run = await ChildProcess.RunAsync(Executables.DotNet(), arguments, repository.Root, SuiteLimit, ShortLived, cancellationToken);
        return Judge(suite.Name, run, Read(report), clock.Elapsed, filtered: filter is not null);
    }

    /// <summary>What a run's exit code and report say together.</summary>
    internal static SuiteResult Judge(string suite, ProcessOutput run, XDocument? report, TimeSpan time, bool filtered)
    {
        var result = report is null ? new SuiteResult(suite, 0, [], [], time) : TrxReport.Read(report, suite, time);
        var fault = run switch
        {
            { TimedOut: true } => $"was ended because it took longer than {SuiteLimit.TotalMinutes:0} minutes",
            { Succeeded: false } when WasAborted(run) || result.Failures.Count == 0 => $"broke off with exit code {run.ExitCode}",
            // A filter may match nothing here; without one, a suite that ran no test was not found by the test host.
            { Succeeded: true } when !result.Ran && !filtered => "ran no test",
            _ => null,
        };
        return fault is null ? result : result.WithFault(string.Join(Environment.NewLine, [fault, .. run.Lines.TakeLast(20)]));
    }

    private static bool WasAborted(ProcessOutput run) => run.Lines.Any(line => line.Contains("test run was aborted", StringComparison.OrdinalIgnoreCase));

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
        if (result.Ran)
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
