using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace OrleansChat.LoadTest.Processes;

/// <summary>
/// Another process of this program, which plays a share. When this process is gone it ends by itself, as its standard input ends with that.
/// </summary>
internal sealed class ShareProcess : IDisposable
{
    /// <summary>How long a process may take to end that has nothing more to do, or was killed.</summary>
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(5);

    private readonly Process _process;

    private ShareProcess(Process process) => _process = process;

    public int Id => _process.Id;

    /// <summary>Where it is told what to do.</summary>
    public TextWriter Orders => _process.StandardInput;

    /// <summary>What it says.</summary>
    public TextReader Messages => _process.StandardOutput;

    /// <summary>Starts one. What it writes to standard error, which is nothing unless it crashes, goes where that of this process goes.</summary>
    public static ShareProcess Launch() => new(Process.Start(new ProcessStartInfo(DotNet(), [typeof(ShareProcess).Assembly.Location, ShareProgram.Verb])
    {
        UseShellExecute = false,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        StandardOutputEncoding = Encoding.UTF8,
    })!);

    /// <summary>How it ended, in words.</summary>
    public async Task<string> DescribeEndAsync() => await HasEndedAsync() ? $"exit code {_process.ExitCode}" : "it still runs";

    /// <summary>Ends it: what has nothing to tell any more does so with its input, what has not is killed.</summary>
    public async Task EndAsync()
    {
        try
        {
            await _process.StandardInput.DisposeAsync();
        }
        catch (IOException)
        {
            // It was gone before.
        }

        if (!await HasEndedAsync())
        {
            _process.Kill(entireProcessTree: true);
            await HasEndedAsync();
        }
    }

    public void Dispose() => _process.Dispose();

    private async Task<bool> HasEndedAsync()
    {
        using var limit = new CancellationTokenSource(EndLimit);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>The same `dotnet` that runs this program: it stands three folders above the runtime, whoever started this process.</summary>
    private static string DotNet() => Path.GetFullPath(
        Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));
}
