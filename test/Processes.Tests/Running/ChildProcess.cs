using System.Diagnostics;

namespace OrleansChat.Processes.Tests.Running;

/// <summary>
/// A process that lives no longer than its test. Its standard input is a pipe from here, so that it can notice when this process dies without a word.
/// </summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private static readonly TimeSpan KillLimit = TimeSpan.FromSeconds(10);

    private readonly Process _process;
    private readonly string _name;

    public ChildProcess(string name, ProcessStartInfo start)
    {
        _name = name;
        Lines = new Sightings<string>(name);
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        start.UseShellExecute = false;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Take(line.Data);
        _process.ErrorDataReceived += (_, line) => Take(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        Ended = WaitAsync();
    }

    public int Id => _process.Id;

    /// <summary>The lines of both its outputs.</summary>
    public Sightings<string> Lines { get; }

    /// <summary>Completes with the exit code when it has ended; 128 and the signal's number where a signal ended it.</summary>
    public Task<int> Ended { get; }

    /// <summary>The program `dotnet` that runs this test.</summary>
    public static string DotNet => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    public async Task<int> WaitForEndAsync(TimeSpan limit)
    {
        try
        {
            return await Ended.WaitAsync(limit);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"{_name} still runs after {limit.TotalSeconds:0.#} s. It wrote:\n{string.Join('\n', Lines.All.TakeLast(40))}");
        }
    }

    /// <summary>SIGKILL: it can do nothing any more, and its sockets are reset or closed by the system.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await Ended.WaitAsync(KillLimit);
    }

    public async ValueTask DisposeAsync()
    {
        if (!Ended.IsCompleted)
            await KillAsync();
        _process.Dispose();
    }

    private async Task<int> WaitAsync()
    {
        await _process.WaitForExitAsync();
        Lines.End($"it ended with exit code {_process.ExitCode}");
        return _process.ExitCode;
    }

    private void Take(string? line)
    {
        if (line is not null)
            Lines.Add(line);
    }
}
