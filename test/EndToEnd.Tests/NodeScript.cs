using System.Diagnostics;
using OrleansChat.EndToEnd.Tests.Requirements;

namespace OrleansChat.EndToEnd.Tests;

/// <summary>A script as a process of Node.js, which lives no longer than the test.</summary>
internal sealed class NodeScript : IDisposable
{
    private readonly Process _process;

    private NodeScript(Process process) => _process = process;

    public StreamReader Output => _process.StandardOutput;

    /// <summary>Starts a script in a folder.</summary>
    public static NodeScript Start(string folder, params IEnumerable<string> arguments) => new(Process.Start(
        new ProcessStartInfo(Requirement.Node.Demand(), arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["NO_COLOR"] = "1" },
        })!);

    /// <summary>A scenario with the official client.</summary>
    public static NodeScript StartScenario(Uri gateway, string scenario, params IEnumerable<string> arguments)
    {
        _ = Requirement.OfficialClient.Demand();
        return Start(BuildPaths.Scenarios, ["run.mjs", gateway.ToString(), scenario, .. arguments]);
    }

    /// <summary>Waits for its end; returns the exit code and what it wrote and was not read yet.</summary>
    /// <exception cref="TimeoutException">It still runs after this time.</exception>
    public async Task<(int ExitCode, string Output)> EndAsync(TimeSpan limit)
    {
        using var timeout = new CancellationTokenSource(limit);
        try
        {
            var output = _process.StandardOutput.ReadToEndAsync(timeout.Token);
            var errors = _process.StandardError.ReadToEndAsync(timeout.Token);
            await _process.WaitForExitAsync(timeout.Token);
            return (_process.ExitCode, await output + await errors);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"The script still ran after {limit.TotalSeconds:0} s.");
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }
}
