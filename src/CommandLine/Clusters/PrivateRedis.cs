using OrleansChat.CommandLine.Gateways;
using OrleansChat.CommandLine.Processes;

namespace OrleansChat.CommandLine.Clusters;

/// <summary>A Redis of this command's own, on a free loopback port: it writes nothing to disk and is gone with the command.</summary>
internal sealed class PrivateRedis : IAsyncDisposable
{
    private const string ServerName = "redis-server";

    // $$ is the server, for the shell becomes it. When this process dies in any way, its end of the pipe closes, the reader ends, and the server with it.
    private const string EndWithInput = """exec 3<&0; (cat <&3 >/dev/null; kill $$) & exec "$@" 3<&-""";

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(5);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("orleanschat-redis-");
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ChildProcess _server;
    private volatile string _lastWords = "";

    private PrivateRedis(string executable)
    {
        Port = Ports.Free(1)[0];
        string[] command =
        [
            executable, "--bind", "127.0.0.1", "--port", $"{Port}", "--dir", _folder.FullName, "--save", "", "--appendonly", "no", "--loglevel", "notice",
        ];
        var (program, arguments) = AsOwnSession(command);
        _server = ChildProcess.Start(program, arguments, _folder.FullName, Take);
    }

    public int Port { get; }

    public int Id => _server.Id;

    public string ConnectionString => $"127.0.0.1:{Port}";

    /// <summary>The server's program, or one plain line.</summary>
    public static string Find() => Executables.Find(ServerName) ?? throw new CommandFailedException(
        $"There is no {ServerName} on the PATH. Install Redis, or name one that runs: dotnet chat.cs cluster --redis redis://localhost:6379");

    public static async Task<PrivateRedis> StartAsync(string executable, CancellationToken cancellationToken)
    {
        var redis = new PrivateRedis(executable);
        try
        {
            await redis.WaitUntilReadyAsync(cancellationToken);
            return redis;
        }
        catch
        {
            await redis.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_server.HasExited)
            _server.CloseInput();
        using var limit = new CancellationTokenSource(StopLimit);
        try
        {
            await _server.WaitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            _server.Kill();
        }

        await _server.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    /// <summary>
    /// Ctrl-C reaches every process of the terminal's group, and without Redis the gateways could not take their leave of each other. A session of
    /// its own keeps the server out of that group.
    /// </summary>
    private static (string Program, IEnumerable<string> Arguments) AsOwnSession(string[] command)
    {
        if (OperatingSystem.IsWindows())
            return (command[0], command[1..]);

        string[] shell = ["sh", "-c", EndWithInput, "sh", .. command];
        return Executables.Find("setsid") is { } setsid ? (setsid, shell) : (shell[0], shell[1..]);
    }

    private async Task WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        var ended = _server.WaitAsync(cancellationToken);
        try
        {
            if (await Task.WhenAny(_ready.Task, ended).WaitAsync(StartLimit, cancellationToken) == _ready.Task)
                return;
            throw new CommandFailedException($"{ServerName} did not start: it ended with exit code {await ended}. {_lastWords}".TrimEnd());
        }
        catch (TimeoutException)
        {
            throw new CommandFailedException($"{ServerName} was not ready within {StartLimit.TotalSeconds:0} s. {_lastWords}".TrimEnd());
        }
    }

    private void Take(string line)
    {
        _lastWords = line;
        if (line.Contains("Ready to accept connections", StringComparison.Ordinal))
            _ready.TrySetResult();
    }
}
