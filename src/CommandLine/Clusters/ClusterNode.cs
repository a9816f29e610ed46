using System.Diagnostics;
using OrleansChat.CommandLine.Gateways;

namespace OrleansChat.CommandLine.Clusters;

/// <summary>One process of the cluster, which may be killed and started again, always on the same ports.</summary>
internal sealed class ClusterNode(int number, int port, string log, Func<TextWriter, GatewayProcess> start) : IAsyncDisposable
{
    // Errors of a node that sees another one die are what the cluster is started for: they go to a file, not between the lines of the command.
    private readonly StreamWriter _log = new(log) { AutoFlush = true };
    private readonly Stopwatch _sinceStart = new();
    private GatewayProcess? _gateway;

    public string Name => $"node {number}";

    public Uri Url => new($"http://localhost:{port}");

    public string Log => log;

    /// <summary>How long ago it was started.</summary>
    public TimeSpan Age => _sinceStart.Elapsed;

    /// <summary>The exit code of the process that runs now, once it has ended.</summary>
    public Task<int> Ended { get; private set; } = Task.FromResult(0);

    public async Task StartAsync()
    {
        if (_gateway is not null)
            await _gateway.DisposeAsync();
        _sinceStart.Restart();
        _gateway = start(_log);
        Ended = _gateway.WaitAsync(CancellationToken.None);
    }

    public Task WaitUntilReadyAsync(CancellationToken cancellationToken) => _gateway!.WaitUntilReadyAsync(cancellationToken);

    public Task KillAsync() => _gateway!.KillAsync();

    public Task StopAsync() => _gateway?.StopAsync() ?? Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_gateway is not null)
            await _gateway.DisposeAsync();
        await _log.DisposeAsync();
    }
}
