using System.Globalization;
using OrleansChat.Bench.Dialects;
using OrleansChat.Bench.Generating;
using OrleansChat.CommandLine;
using OrleansChat.CommandLine.Building;
using OrleansChat.CommandLine.Clusters;
using OrleansChat.CommandLine.Commands;
using OrleansChat.CommandLine.Keys;
using OrleansChat.CommandLine.Processes;
using OrleansChat.CommandLine.Runtimes;
using OrleansChat.Contracts;

namespace OrleansChat.Bench.Contenders;

/// <summary>Finds out which contenders can run here; one that cannot is named with its reason, and never stood in for.</summary>
internal sealed class ContenderCatalog(Repository repository, OrleansRuntime runtime, Terminal terminal)
{
    private const string Redis = "redis-server";

    private static readonly TimeSpan TokenLifetime = TimeSpan.FromHours(1);

    private readonly List<Contender> _found = [];
    private readonly List<LeftOut> _leftOut = [];

    private string SocketIoFolder => repository.At("bench", "peers", "socketio");

    /// <summary>The contenders that were asked for and can run, in the order of the tables, and those that cannot.</summary>
    public async Task<(IReadOnlyList<Contender> Found, IReadOnlyList<LeftOut> LeftOut)> FindAsync(IReadOnlyList<string> wanted, CancellationToken cancellationToken)
    {
        AddIf(wanted, new Contender(Contender.Limit, "the limit (system calls alone)", cancel => DotNetAsync("OrleansChat.Bench.Limit", [], cancel), _ => new LimitDialect()));
        AddIf(wanted, new Contender(Contender.Chat, "OrleansChat", StartChatAsync, ChatDialect));
        if (wanted.Contains(Contender.SocketIo) || wanted.Contains(Contender.SocketIoRedis))
        {
            await FindSocketIoAsync(wanted, cancellationToken);
        }

        AddIf(wanted, new Contender(
            Contender.SignalR,
            "bare SignalR, groups",
            cancel => DotNetAsync("OrleansChat.Bench.SignalR", ["--urls", "http://127.0.0.1:0"], cancel),
            _ => new SignalRDialect()));
        return (_found, _leftOut);
    }

    private void AddIf(IReadOnlyList<string> wanted, Contender contender)
    {
        if (wanted.Contains(contender.Key))
        {
            _found.Add(contender);
        }
    }

    private async Task FindSocketIoAsync(IReadOnlyList<string> wanted, CancellationToken cancellationToken)
    {
        var reason = await InstallAsync(cancellationToken);
        var memory = new Contender(Contender.SocketIo, "Socket.IO, in memory", cancel => SocketIoAsync(redis: null, cancel), _ => new SocketIoDialect());
        var redis = new Contender(Contender.SocketIoRedis, "Socket.IO + Redis adapter", SocketIoWithRedisAsync, _ => new SocketIoDialect());
        foreach (var (contender, obstacle) in new[] { (memory, reason), (redis, reason ?? (Executables.Find(Redis) is null ? $"{Redis} is not on the PATH" : null)) })
        {
            if (obstacle is null)
            {
                AddIf(wanted, contender);
            }
            else if (wanted.Contains(contender.Key))
            {
                _leftOut.Add(new LeftOut(contender.Name, obstacle));
            }
        }
    }

    /// <summary>Installs the peer's packages.</summary>
    /// <returns>Why it cannot run, or null.</returns>
    private async Task<string?> InstallAsync(CancellationToken cancellationToken)
    {
        if (Executables.Find("node") is null || NpmFolder.Npm is null)
        {
            return "Node.js with npm is not on the PATH";
        }

        try
        {
            await new NpmFolder(SocketIoFolder, terminal).InstallAsync(cancellationToken);
            return null;
        }
        catch (CommandFailedException failure)
        {
            return failure.Message.TrimEnd('.');
        }
    }

    private Task<IRunningServer> DotNetAsync(string project, IEnumerable<string> arguments, CancellationToken cancellationToken) =>
        PeerServer.StartAsync(Executables.DotNet(), [repository.Assembly(runtime, project), .. arguments], repository.Root, redis: null, cancellationToken);

    private Task<IRunningServer> SocketIoAsync(PrivateRedis? redis, CancellationToken cancellationToken) =>
        PeerServer.StartAsync(Executables.Find("node")!, ["server.mjs"], SocketIoFolder, redis, cancellationToken);

    private async Task<IRunningServer> SocketIoWithRedisAsync(CancellationToken cancellationToken) =>
        await SocketIoAsync(await PrivateRedis.StartAsync(Executables.Find(Redis)!, cancellationToken), cancellationToken);

    /// <summary>What <c>up</c> sets, and an allowance that a load needs: the limit stays on, it is only high.</summary>
    private Task<IRunningServer> StartChatAsync(CancellationToken cancellationToken)
    {
        DevelopmentKey.ReadOrCreate(repository.DevelopmentKey);
        return ChatServer.StartAsync(
            repository.Assembly(runtime, "OrleansChat.Gateway"), repository.Root, UpCommand.Settings(repository, ["--RateLimits:Message:Limit=1000000"]), cancellationToken);
    }

    private ChatDialect ChatDialect(FleetShape shape)
    {
        var key = DevelopmentKey.ReadOrCreate(repository.DevelopmentKey);
        var now = TimeProvider.System.GetUtcNow();
        return new ChatDialect(shape, [.. Enumerable.Range(0, shape.Connections).Select(number =>
        {
            var user = string.Create(CultureInfo.InvariantCulture, $"bench-{shape.Run}-{number}");
            return DevelopmentToken.Create(key, new UserInfo(user, user), now, TokenLifetime);
        })]);
    }
}
