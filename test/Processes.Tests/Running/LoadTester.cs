using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace OrleansChat.Processes.Tests.Running;

/// <summary>The real load tester, whose checker judges every delivery to every member.</summary>
internal sealed class LoadTester : IAsyncDisposable
{
    private const int Warmup = 1;
    private const int Settle = 4;

    // With quick probes. Members of a frozen node count from the moment at which its connections end.
    private const int BackWithin = 10;

    private static readonly TimeSpan OpeningLimit = TimeSpan.FromSeconds(30);
    // It waits for members that are not back and for messages without an outcome before it reports.
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("chat-load-");
    private readonly ChildProcess _process;
    private readonly TimeSpan _duration;

    private LoadTester(SigningKey key, LoadPlan plan, IEnumerable<Uri> servers)
    {
        _duration = TimeSpan.FromSeconds(plan.Seconds);
        var keyFile = Path.Combine(_folder.FullName, "key");
        File.WriteAllText(keyFile, key.Base64);
        string[] arguments =
        [
            Build.LoadTestAssembly, .. servers.SelectMany(server => (string[])["--url", server.ToString()]),
            "--rooms", Text(plan.Rooms), "--users", Text(plan.Users), "--rate", Text(plan.Rate), "--duration", Text(plan.Seconds),
            "--reconnect", "--back-within", Text(BackWithin), "--warmup", Text(Warmup), "--settle", Text(Settle), "--key-file", keyFile, "--json", ReportFile, "--report", Path.Combine(_folder.FullName, "load.html"),
        ];
        _process = new ChildProcess("load tester", new ProcessStartInfo(ChildProcess.DotNet, arguments) { WorkingDirectory = _folder.FullName });
    }

    private string ReportFile => Path.Combine(_folder.FullName, "load.json");

    /// <summary>Starts it and waits until every member is in its room and messages flow.</summary>
    public static async Task<LoadTester> StartAsync(SigningKey key, LoadPlan plan, params IEnumerable<Uri> servers)
    {
        var tester = new LoadTester(key, plan, servers);
        try
        {
            await tester.NextProgressAsync();
            return tester;
        }
        catch
        {
            await tester.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits for its next line of progress, some two seconds later.</summary>
    public Task NextProgressAsync() =>
        _process.Lines.FirstAsync("a line of progress", OpeningLimit, line => line.StartsWith("measuring", StringComparison.Ordinal), _process.Lines.All.Count);

    /// <summary>Waits for the end of the run.</summary>
    public async Task<LoadVerdict> FinishAsync()
    {
        await _process.WaitForEndAsync(_duration + TimeSpan.FromSeconds(Settle) + Slack);
        var output = string.Join('\n', _process.Lines.All);
        Assert.True(File.Exists(ReportFile), $"The load tester wrote no report. It said:\n{output}");
        using var report = JsonDocument.Parse(await File.ReadAllTextAsync(ReportFile));
        return LoadVerdict.Read(report.RootElement, output);
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);
}
