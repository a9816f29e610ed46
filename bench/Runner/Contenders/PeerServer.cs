using System.Globalization;
using System.Net;
using OrleansChat.CommandLine;
using OrleansChat.CommandLine.Clusters;
using OrleansChat.CommandLine.Processes;

namespace OrleansChat.Bench.Contenders;

/// <summary>A peer: a program that says <c>listening at PORT</c> once it does, and a Redis where it needs one.</summary>
internal sealed class PeerServer : IRunningServer
{
    private const string Announcement = "listening at ";

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);

    private readonly TaskCompletionSource<int> _port = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ChildProcess _process;
    private readonly PrivateRedis? _redis;
    private volatile string _lastWords = "";

    private PeerServer(string program, IEnumerable<string> arguments, string folder, PrivateRedis? redis)
    {
        _redis = redis;
        var environment = new Dictionary<string, string> { ["NODE_ENV"] = "production", ["ASPNETCORE_ENVIRONMENT"] = "Production" };
        if (redis is not null)
        {
            environment["REDIS_PORT"] = redis.Port.ToString(CultureInfo.InvariantCulture);
        }

        _process = ChildProcess.Start(program, arguments, folder, Take, environment);
    }

    public IPEndPoint EndPoint { get; private set; } = new(IPAddress.Loopback, 0);

    public IReadOnlyList<int> Processes => _redis is null ? [_process.Id] : [_process.Id, _redis.Id];

    public bool HasEnded => _process.HasExited;

    public string LastWords => _lastWords;

    public static async Task<IRunningServer> StartAsync(
        string program, IEnumerable<string> arguments, string folder, PrivateRedis? redis, CancellationToken cancellationToken)
    {
        var server = new PeerServer(program, arguments, folder, redis);
        try
        {
            var ended = server._process.WaitAsync(cancellationToken);
            if (await Task.WhenAny(server._port.Task, ended).WaitAsync(StartLimit, cancellationToken) != server._port.Task)
            {
                throw new CommandFailedException($"{Path.GetFileName(program)} did not start. {server._lastWords}".TrimEnd());
            }

            server.EndPoint = new IPEndPoint(IPAddress.Loopback, await server._port.Task);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitAsync(CancellationToken.None);
        await _process.DisposeAsync();
        if (_redis is not null)
        {
            await _redis.DisposeAsync();
        }
    }

    private void Take(string line)
    {
        if (line.StartsWith(Announcement, StringComparison.Ordinal) && int.TryParse(line.AsSpan(Announcement.Length), CultureInfo.InvariantCulture, out var port))
        {
            _port.TrySetResult(port);
        }
        else if (line.Trim().Length > 0)
        {
            _lastWords = line.Trim();
        }
    }
}
