using System.Diagnostics;
using System.Net;

namespace OrleansChat.Processes.Tests.Running;

/// <summary>The real gateway executable with its silo inside; it can be killed, frozen, stopped, and started again at the same address.</summary>
internal sealed class Gateway : IAsyncDisposable
{
    private const string Listening = "Now listening on: ";

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(40);

    private readonly string _name;
    private readonly string[] _settings;
    private ChildProcess _process;

    private Gateway(string name, Uri address, string[] settings)
    {
        _name = name;
        _settings = settings;
        Address = address;
        _process = Launch();
    }

    /// <summary>Where it listens: on a free port at first, and there again each time.</summary>
    public Uri Address { get; private set; }

    public int ProcessId => _process.Id;

    /// <summary>What the process that runs now has written.</summary>
    public Sightings<string> Lines => _process.Lines;

    /// <summary>Starts a gateway and waits until it is ready.</summary>
    public static async Task<Gateway> StartAsync(string name, SigningKey key, params IEnumerable<string> settings)
    {
        var gateway = new Gateway(name, new Uri("http://127.0.0.1:0"), [$"--Auth:Development:Key={key.Base64}", .. settings]);
        try
        {
            await gateway.WaitUntilReadyAsync();
            return gateway;
        }
        catch
        {
            await gateway.DisposeAsync();
            throw;
        }
    }

    /// <summary>SIGKILL.</summary>
    public Task KillAsync() => _process.KillAsync();

    /// <summary>SIGTERM; returns the exit code.</summary>
    public Task<int> TerminateAsync()
    {
        Signals.RequestTermination(_process.Id);
        return _process.WaitForEndAsync(StopLimit);
    }

    public void Freeze() => Signals.Freeze(_process.Id);

    public void Thaw() => Signals.Thaw(_process.Id);

    /// <summary>Starts it again where it was, once it has ended, and waits until it is ready.</summary>
    public async Task StartAgainAsync()
    {
        await _process.WaitForEndAsync(StopLimit);
        await _process.DisposeAsync();
        _process = Launch();
        await WaitUntilReadyAsync();
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private ChildProcess Launch()
    {
        var start = new ProcessStartInfo(ChildProcess.DotNet)
        {
            WorkingDirectory = Path.GetDirectoryName(Build.GatewayAssembly)!,
            Environment = { ["ORLEANSCHAT_STOP_ON_STDIN_EOF"] = "1" },
        };
        string[] arguments = [Build.GatewayAssembly, "--urls", Address.ToString(), "--environment", "Development", .. _settings];
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        return new ChildProcess(_name, start);
    }

    private async Task WaitUntilReadyAsync()
    {
        var line = await Lines.FirstAsync("it listens", StartLimit, line => line.Contains(Listening, StringComparison.Ordinal));
        Address = new Uri(line[(line.IndexOf(Listening, StringComparison.Ordinal) + Listening.Length)..]);
        using var http = new HttpClient { BaseAddress = Address, Timeout = StartLimit };
        using var limit = new CancellationTokenSource(StartLimit);
        while (true)
        {
            // The node itself waits 2 s for a grain before it says that it is not ready: on a busy machine one such wait can be too short.
            using var ready = await http.GetAsync(new Uri("/health/ready", UriKind.Relative), limit.Token);
            if (ready.StatusCode != HttpStatusCode.ServiceUnavailable)
            {
                ready.EnsureSuccessStatusCode();
                return;
            }
        }
    }
}
