using System.CommandLine;
using System.CommandLine.Parsing;
using System.Security.Cryptography;
using OrleansChat.CommandLine.Building;
using OrleansChat.CommandLine.Clusters;
using OrleansChat.CommandLine.Gateways;
using OrleansChat.CommandLine.Keys;
using OrleansChat.CommandLine.Runtimes;

namespace OrleansChat.CommandLine.Commands;

/// <summary><c>dotnet chat.cs cluster</c>: the chat as several processes on this machine that find each other in a Redis, until Ctrl-C.</summary>
internal sealed class ClusterCommand : ChatCommand
{
    private const int MostNodes = 16;
    private const int MostSeconds = 86_400;

    private const string Help = """
        dotnet chat.cs cluster [--nodes 3] [--kill-every SECONDS] [--port 5000] [--redis URL] [--Section:Key=value …]

        Builds the chat and runs it as several processes that form one cluster, with guest sign-in on, until Ctrl-C.
        Needs the Microsoft runtime, and a redis-server on the PATH, which is started for this cluster alone, or one by --redis.

          --nodes N             how many processes (default 3, at most 16)
          --kill-every SECONDS  kill one of them at once (SIGKILL), each in turn, and start it again
          --port N              where the first listens on this machine, the others behind it (default 5000; 0 takes free ones)
          --redis URL           a Redis that runs already, such as redis://:password@localhost:6379
          --Section:Key=value   any setting of the gateways, such as --RateLimits:Message:Limit=1000

        Put load on it and let every member's messages be checked meanwhile:

          dotnet chat.cs load --url http://localhost:5000 --url http://localhost:5001 --url http://localhost:5002
        """;

    private readonly Repository _repository;
    private readonly Terminal _terminal;
    private readonly Option<int> _nodes = Number("--nodes", 3, 1, MostNodes);
    private readonly Option<int> _killEvery = Number("--kill-every", 0, 1, MostSeconds);
    private readonly Option<int> _port = new("--port") { DefaultValueFactory = _ => 5000, CustomParser = PortArgument.Parse };
    private readonly Option<string?> _redis = new("--redis");

    public ClusterCommand(Repository repository, Terminal terminal, RuntimeOption runtime)
        : base("cluster", "Build the chat and run it as a cluster.")
    {
        _repository = repository;
        _terminal = terminal;
        Add(_nodes);
        Add(_killEvery);
        Add(_port);
        Add(_redis);
        TreatUnmatchedTokensAsErrors = false;
        SetAction(async (parsed, cancellationToken) =>
        {
            try
            {
                await RunAsync(parsed, parsed.GetValue(runtime), cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                // Ctrl-C is how this command is meant to end, even while it builds.
            }

            return 0;
        });
    }

    public override Task<int> ShowHelpAsync(CancellationToken cancellationToken)
    {
        _terminal.Say(Help);
        return Task.FromResult(0);
    }

    private async Task RunAsync(ParseResult parsed, RequestedRuntime? requested, CancellationToken cancellationToken)
    {
        // Everything that can be wrong is looked at before the build takes its time.
        var passed = PassedSettings.Parse(parsed.UnmatchedTokens);
        var address = parsed.GetValue(_redis) is { } text ? RedisAddress.Parse(text) : null;
        var ports = await TakePortsAsync(parsed.GetValue(_port), parsed.GetValue(_nodes), cancellationToken);
        var build = new DotNetBuild(_repository, _terminal);
        await ChooseMicrosoftAsync(build, requested, cancellationToken);
        var server = address is null ? PrivateRedis.Find() : "";
        await (address?.CheckAsync(cancellationToken) ?? Task.CompletedTask);

        await build.BuildAsync(_repository.GatewayProject, OrleansRuntime.Microsoft, cancellationToken);
        await new WebApp(_repository, _terminal).BuildAsync(cancellationToken);
        DevelopmentKey.ReadOrCreate(_repository.DevelopmentKey);

        await using var redis = address is null ? await PrivateRedis.StartAsync(server, cancellationToken) : null;
        var settings = new NodeSettings(redis?.ConnectionString ?? address!.ConnectionString, $"chat-cs-{RandomNumberGenerator.GetHexString(8, lowercase: true)}");
        await using var cluster = CreateCluster(ports, settings, passed);
        try
        {
            await cluster.StartAsync(cancellationToken);
            var seconds = parsed.GetValue(_killEvery);
            var kills = seconds > 0 ? $", one of which is killed every {seconds} s" : "";
            _terminal.Say($"The cluster is ready: {ports.Count} {(ports.Count == 1 ? "node" : "nodes")}{kills}; Ctrl-C stops it");
            await cluster.RunAsync(seconds > 0 ? TimeSpan.FromSeconds(seconds) : Timeout.InfiniteTimeSpan, cancellationToken);
        }
        finally
        {
            await cluster.StopAsync();
        }
    }

    private static async Task<IReadOnlyList<NodePorts>> TakePortsAsync(int first, int count, CancellationToken cancellationToken)
    {
        var http = await Ports.TakeAsync(first, count, cancellationToken);
        var inner = Ports.Free(2 * count);
        return [.. http.Select((port, node) => new NodePorts(port, inner[2 * node], inner[(2 * node) + 1]))];
    }

    private async Task ChooseMicrosoftAsync(DotNetBuild build, RequestedRuntime? requested, CancellationToken cancellationToken)
    {
        var choice = await new RuntimeChooser(new RememberedRuntime(_repository.RuntimeProps), build.RestoreMicrosoftAsync)
            .ChooseAsync(requested, cancellationToken);
        if (choice.Runtime != OrleansRuntime.Microsoft)
        {
            throw new CommandFailedException(
                $"A cluster needs the Microsoft runtime, and here it is {choice.Name} ({choice.Reason}), which is one process. "
                + "Where the Microsoft.Orleans packages restore: dotnet chat.cs cluster --runtime microsoft");
        }

        _terminal.Say(choice.ToString());
    }

    private ChatCluster CreateCluster(IReadOnlyList<NodePorts> ports, NodeSettings settings, IReadOnlyList<string> passed)
    {
        Directory.CreateDirectory(_repository.ClusterLogs);
        var assembly = _repository.Assembly(OrleansRuntime.Microsoft, "OrleansChat.Gateway");
        return new ChatCluster([.. ports.Select((node, index) => CreateNode(index + 1, node))], _terminal);

        ClusterNode CreateNode(int number, NodePorts node)
        {
            var arguments = UpCommand.Settings(_repository, [.. settings.For(node), .. passed]).ToArray();
            return new ClusterNode(
                number,
                node.Http,
                Path.GetRelativePath(Environment.CurrentDirectory, Path.Combine(_repository.ClusterLogs, $"node-{number}.log")),
                log => GatewayProcess.Start(assembly, node.Http, arguments, _repository.Root, _terminal.Error, log));
        }
    }

    private static Option<int> Number(string name, int byDefault, int least, int most) => new(name)
    {
        DefaultValueFactory = _ => byDefault,
        CustomParser = argument => Parse(argument, name, least, most),
    };

    private static int Parse(ArgumentResult argument, string name, int least, int most)
    {
        var value = argument.Tokens[0].Value;
        if (int.TryParse(value, out var number) && number >= least && number <= most)
            return number;

        argument.AddError($"{name} must be a number from {least} to {most}, not '{value}'");
        return least;
    }
}
