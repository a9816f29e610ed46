using System.Diagnostics;
using OrleansChat.Processes.Tests.Requirements;

namespace OrleansChat.Processes.Tests.Running;

/// <summary>A Redis on a loopback port of its own that keeps what it was told over a crash, as the Redis of a cluster should.</summary>
internal sealed class RedisServer : IAsyncDisposable
{
    // $$ is the server, for the shell becomes it. When this process dies in any way, the pipe closes, the reader ends, and the server with it.
    private const string EndWithInput = """exec 3<&0; (cat <&3 >/dev/null; kill $$) & exec "$@" 3<&-""";

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(20);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("chat-redis-");
    private readonly int _port = FreePort.Find();
    private ChildProcess? _server;

    private RedisServer()
    {
    }

    public string ConnectionString => $"127.0.0.1:{_port},abortConnect=false";

    public static async Task<RedisServer> StartAsync()
    {
        var redis = new RedisServer();
        try
        {
            await redis.StartAgainAsync();
            return redis;
        }
        catch
        {
            await redis.DisposeAsync();
            throw;
        }
    }

    public Task KillAsync() => _server!.KillAsync();

    /// <summary>Starts it at the same port on what it had written.</summary>
    public async Task StartAgainAsync()
    {
        var server = Requirement.RedisServer ?? throw new InvalidOperationException("redis-server is not on the PATH.");
        string[] arguments =
        [
            "-c", EndWithInput, "sh", server, "--bind", "127.0.0.1", "--port", $"{_port}", "--dir", _folder.FullName,
            "--save", "", "--appendonly", "yes", "--appendfsync", "always",
        ];
        if (_server is not null)
            await _server.DisposeAsync();
        _server = new ChildProcess("Redis", new ProcessStartInfo("sh", arguments) { WorkingDirectory = _folder.FullName });
        await _server.Lines.FirstAsync("it is ready", StartLimit, line => line.Contains("Ready to accept connections", StringComparison.Ordinal));
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
