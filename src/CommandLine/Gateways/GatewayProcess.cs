using System.Diagnostics;
using System.Net;
using OrleansChat.CommandLine.Processes;

namespace OrleansChat.CommandLine.Gateways;

/// <summary>The gateway as a child: started, watched until it is ready, stopped in its own good time.</summary>
internal sealed class GatewayProcess : IAsyncDisposable
{
    private const string YoungBudget = "DOTNET_GCGen1MaxBudget";

    // The gateway says goodbye to every connection and empties its grains; a host gives that 30 s by default.
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(35);
    private static readonly TimeSpan ReadyLimit = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan ProbeInterval = TimeSpan.FromMilliseconds(100);

    private readonly ChildProcess _process;
    private readonly GatewayOutput _output;
    private readonly int _port;

    private GatewayProcess(ChildProcess process, GatewayOutput output, int port)
    {
        _process = process;
        _output = output;
        _port = port;
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>Starts a gateway; what it says while it runs goes to <paramref name="running"/>, or to <paramref name="error"/> too where there is none.</summary>
    public static GatewayProcess Start(
        string assembly, int port, IEnumerable<string> settings, string folder, TextWriter error, TextWriter? running = null)
    {
        var output = new GatewayOutput(error, running ?? error);
        var environment = new Dictionary<string, string>
        {
            // Standard input is a pipe from here: when it closes, because this process stops or is killed, the gateway stops.
            ["ORLEANSCHAT_STOP_ON_STDIN_EOF"] = "1",

            // How many bytes, in hexadecimal, may have outlived one collection until those are collected, too: a message stays in its room, and while it is
            // young each collection looks for it there once more. The runtime takes this from the environment alone; the rest is in the gateway's project.
            [YoungBudget] = Environment.GetEnvironmentVariable(YoungBudget) ?? "8000",
            ["ASPNETCORE_ENVIRONMENT"] = Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT") ?? "Development",
        };
        string[] arguments = [assembly, "--urls", $"http://localhost:{port}", .. settings];
        return new GatewayProcess(ChildProcess.Start(Executables.DotNet(), arguments, folder, output.Take, environment), output, port);
    }

    /// <summary>Waits until <c>/health/ready</c> answers 200.</summary>
    public async Task WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        using var client = new HttpClient { BaseAddress = new Uri($"http://localhost:{_port}"), Timeout = TimeSpan.FromSeconds(5) };
        using var timer = new PeriodicTimer(ProbeInterval);
        var clock = Stopwatch.StartNew();
        while (!await IsReadyAsync(client, cancellationToken))
        {
            if (_process.HasExited)
                throw await ExplainExitAsync(cancellationToken);
            if (clock.Elapsed > ReadyLimit)
                throw _output.Explain($"The gateway was not ready within {ReadyLimit.TotalSeconds:0} s.");
            await timer.WaitForNextTickAsync(cancellationToken);
        }

        // Somebody else may have taken the port meanwhile and answer in the gateway's stead.
        if (_process.HasExited)
            throw await ExplainExitAsync(cancellationToken);
        _output.PassOn();
    }

    /// <summary>Waits until the gateway ends by itself, which it should not.</summary>
    public async Task<CommandFailedException> WaitForExitAsync(CancellationToken cancellationToken)
    {
        var exitCode = await _process.WaitAsync(cancellationToken);

        // Of two chats that start at once on one port, the second hears the first answer that it is ready.
        return _output.SaysPortIsTaken ? Ports.Taken(_port) : new CommandFailedException($"The gateway ended unasked with exit code {exitCode}.");
    }

    /// <summary>The exit code, once the gateway has ended for whatever reason.</summary>
    public Task<int> WaitAsync(CancellationToken cancellationToken) => _process.WaitAsync(cancellationToken);

    /// <summary>Ends the gateway as a crash would: it can say nothing any more, to nobody.</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitAsync(CancellationToken.None);
    }

    /// <summary>Closes the pipe that keeps the gateway up and waits for its graceful stop, but not for ever.</summary>
    public async Task StopAsync()
    {
        if (!_process.HasExited)
            _process.CloseInput();
        using var limit = new CancellationTokenSource(StopLimit);
        try
        {
            await _process.WaitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
        }
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private static async Task<bool> IsReadyAsync(HttpClient client, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await client.GetAsync(new Uri("/health/ready", UriKind.Relative), cancellationToken);
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task<CommandFailedException> ExplainExitAsync(CancellationToken cancellationToken)
    {
        var exitCode = await _process.WaitAsync(cancellationToken);
        return _output.SaysPortIsTaken ? Ports.Taken(_port) : _output.Explain($"The gateway did not start: it ended with exit code {exitCode}.");
    }
}
