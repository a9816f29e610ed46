using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace OrleansChat.EndToEnd.Tests.Gateways;

/// <summary>The real gateway executable with its silo inside, as a process that lives no longer than the test.</summary>
internal sealed partial class GatewayProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(20);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly Lock _outputLock = new();
    private readonly TaskCompletionSource<Uri> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private bool _disposed;

    private GatewayProcess(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.ErrorDataReceived += (_, line) => Read(line.Data);
        _process.Exited += (_, _) => _listening.TrySetException(new InvalidOperationException("The gateway ended before it listened."));
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>Everything that it has written so far.</summary>
    public string Output
    {
        get
        {
            lock (_outputLock)
                return _output.ToString();
        }
    }

    /// <summary>Starts a gateway and waits until it listens and says that it is ready.</summary>
    /// <param name="signingKey">The development issuer's key; sign-ins outlive a restart with the same one.</param>
    /// <param name="address">Where to listen; by default on any free port of the loopback.</param>
    public static async Task<GatewayProcess> StartAsync(string signingKey, Uri? address = null)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            WorkingDirectory = Path.GetDirectoryName(BuildPaths.GatewayAssembly)!,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // The other half of "no longer than the test": when this process dies without a word, the gateway's input ends, and it stops.
            RedirectStandardInput = true,
            Environment = { ["ORLEANSCHAT_STOP_ON_STDIN_EOF"] = "1" },
            ArgumentList =
            {
                BuildPaths.GatewayAssembly,
                "--urls", (address ?? new Uri("http://127.0.0.1:0")).ToString(),
                "--environment", "Development",
                "--Auth:Guests:Enabled=true",

                // Whoever closes a window is kept for a while; a test that waits for his leaving need not wait so long.
                "--Rooms:Grace=00:00:01",
                $"--Auth:Development:Key={signingKey}",
                $"--Web:Root={Path.GetDirectoryName(BuildPaths.WebPage)}",
                $"--Orleans:SiloPort={FreePort()}",
                $"--Orleans:GatewayPort={FreePort()}",
            },
        };

        var gateway = new GatewayProcess(start);
        try
        {
            await gateway.StartAsync();
            return gateway;
        }
        catch (Exception exception)
        {
            await gateway.DisposeAsync();
            throw new InvalidOperationException($"The gateway did not start ({exception.Message}). It wrote:\n{gateway.Output}", exception);
        }
    }

    /// <summary>Lets the gateway stop as a deployment would, with its connections told and closed, and returns its exit code.</summary>
    /// <exception cref="TimeoutException">It still runs after a time in which clients would have given up.</exception>
    public async Task<int> StopAsync()
    {
        _process.StandardInput.Close();
        try
        {
            await _process.WaitForExitAsync().WaitAsync(StopTimeout);
            return _process.ExitCode;
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"The gateway was asked to stop and still ran after {StopTimeout.TotalSeconds:0} s. It wrote:\n{Output}");
        }
    }

    /// <summary>Ends the process at once, as a crash would.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
            return;
        _disposed = true;
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private async Task StartAsync()
    {
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        Address = await _listening.Task.WaitAsync(StartTimeout);

        using var http = new HttpClient { BaseAddress = Address, Timeout = StartTimeout };
        using var ready = await http.GetAsync(new Uri("/health/ready", UriKind.Relative));
        ready.EnsureSuccessStatusCode();
    }

    private void Read(string? line)
    {
        if (line is null)
            return;
        lock (_outputLock)
            _output.AppendLine(line);
        if (ListeningLine().Match(line) is { Success: true } match)
            _listening.TrySetResult(new Uri(match.Groups["address"].Value));
    }

    // Orleans' own ports cannot be 0; one that was free a moment ago is as near as one gets.
    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [GeneratedRegex(@"Now listening on: (?<address>http://[^\s""]+)")]
    private static partial Regex ListeningLine();
}
