using System.ComponentModel;
using System.Diagnostics;

namespace OrleansChat.CommandLine.Processes;

/// <summary>
/// A running child whose output comes line by line and whose standard input is a pipe that this process holds open.
/// If this process dies in any way, the system closes the pipe, which the gateway takes as the order to stop.
/// </summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    // A compiler server that the child leaves running keeps the child's output open; nothing of interest comes from it.
    private static readonly TimeSpan OutputGrace = TimeSpan.FromSeconds(2);

    private readonly Process _process;
    private readonly Task _output;

    private ChildProcess(Process process, Action<string> onLine)
    {
        _process = process;
        _output = Task.WhenAll(ReadAsync(process.StandardOutput, onLine), ReadAsync(process.StandardError, onLine));
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>Starts a program; <paramref name="onLine"/> gets the lines of both outputs, possibly from two threads.</summary>
    public static ChildProcess Start(
        string program, IEnumerable<string> arguments, string folder, Action<string> onLine, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;

        return new ChildProcess(Launch(start), onLine);
    }

    /// <summary>Starts a program as given, or fails with one plain line.</summary>
    public static Process Launch(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception failure)
        {
            throw new CommandFailedException($"'{start.FileName}' could not be started: {failure.Message}.");
        }
    }

    /// <summary>Runs a program to its end, without input, and keeps its output. Cancellation and the time limit kill it with all it started.</summary>
    public static async Task<ProcessOutput> RunAsync(
        string program,
        IEnumerable<string> arguments,
        string folder,
        TimeSpan? limit = null,
        IReadOnlyDictionary<string, string>? environment = null,
        CancellationToken cancellationToken = default)
    {
        var lines = new List<string>();
        await using var child = Start(program, arguments, folder, line => Append(lines, line), environment);
        child.CloseInput();
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (limit is { } time)
            deadline.CancelAfter(time);

        try
        {
            return new ProcessOutput(await child.WaitAsync(deadline.Token), Snapshot(lines));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new ProcessOutput(-1, Snapshot(lines), TimedOut: true);
        }
    }

    public void CloseInput() => _process.StandardInput.Close();

    /// <summary>The exit code, once the process has ended and its output has been read.</summary>
    public async Task<int> WaitAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        await Task.WhenAny(_output, Task.Delay(OutputGrace, cancellationToken));
        return _process.ExitCode;
    }

    public void Kill() => _process.Kill(entireProcessTree: true);

    public ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            Kill();
        _process.Dispose();
        return ValueTask.CompletedTask;
    }

    private static async Task ReadAsync(StreamReader reader, Action<string> onLine)
    {
        try
        {
            while (await reader.ReadLineAsync() is { } line)
                onLine(line);
        }
        catch (Exception failure) when (failure is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // The process was disposed of while something it left behind still held the pipe.
        }
    }

    private static void Append(List<string> lines, string line)
    {
        lock (lines)
            lines.Add(line);
    }

    private static string[] Snapshot(List<string> lines)
    {
        lock (lines)
            return [.. lines];
    }
}
