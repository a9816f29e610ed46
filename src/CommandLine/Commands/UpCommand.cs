using System.CommandLine;
using OrleansChat.CommandLine.Building;
using OrleansChat.CommandLine.Gateways;
using OrleansChat.CommandLine.Keys;
using OrleansChat.CommandLine.Runtimes;

namespace OrleansChat.CommandLine.Commands;

/// <summary><c>dotnet chat.cs up</c>: builds gateway, silo and web page, and runs them in one process until Ctrl-C.</summary>
internal sealed class UpCommand : ChatCommand
{
    private const string Help = """
        dotnet chat.cs up [--port 5000] [--runtime auto|microsoft|embedded] [--Section:Key=value …]

        Builds the chat and runs it with guest sign-in on, until Ctrl-C.

          --port N              where to listen on this machine (default 5000; 0 takes a free one)
          --runtime NAME        what runs the grains: microsoft, embedded, or auto to try again; remembered
          --Section:Key=value   any setting of the gateway, such as --RateLimits:Message:Limit=1000
        """;

    private readonly Repository _repository;
    private readonly Terminal _terminal;
    private readonly RuntimeOption _runtime;
    private readonly Option<int> _port = new("--port") { DefaultValueFactory = _ => 5000, CustomParser = PortArgument.Parse };

    public UpCommand(Repository repository, Terminal terminal, RuntimeOption runtime)
        : base("up", "Build the chat and run it.")
    {
        _repository = repository;
        _terminal = terminal;
        _runtime = runtime;
        Add(_port);
        TreatUnmatchedTokensAsErrors = false;
        SetAction((parsed, cancellationToken) =>
            RunAsync(parsed.GetValue(_port), parsed.GetValue(_runtime), PassedSettings.Parse(parsed.UnmatchedTokens), cancellationToken));
    }

    public override Task<int> ShowHelpAsync(CancellationToken cancellationToken)
    {
        _terminal.Say(Help);
        return Task.FromResult(0);
    }

    /// <summary>What the gateway is told; the user's own settings come last, so that they win.</summary>
    internal static IEnumerable<string> Settings(Repository repository, IEnumerable<string> passed) =>
    [
        "--Auth:Guests:Enabled=true",
        $"--Auth:Development:KeyFile={repository.DevelopmentKey}",
        $"--Web:Root={repository.WebRoot}",
        // Requests and lifetime events are noise beside the one line that says where to go.
        "--Logging:LogLevel:Default=Warning",
        "--Logging:LogLevel:Microsoft.Hosting.Lifetime=Warning",
        .. passed,
    ];

    private async Task<int> RunAsync(int port, RequestedRuntime? requested, IReadOnlyList<string> passed, CancellationToken cancellationToken)
    {
        try
        {
            port = await Ports.TakeAsync(port, cancellationToken);
            var build = new DotNetBuild(_repository, _terminal);
            var choice = await new RuntimeChooser(new RememberedRuntime(_repository.RuntimeProps), build.RestoreMicrosoftAsync)
                .ChooseAsync(requested, cancellationToken);
            _terminal.Say(choice.ToString());
            await build.BuildAsync(_repository.GatewayProject, choice.Runtime, cancellationToken);
            await new WebApp(_repository, _terminal).BuildAsync(cancellationToken);
            await ServeAsync(port, choice, passed, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Ctrl-C is how this command is meant to end, even while it builds.
        }

        return 0;
    }

    private async Task ServeAsync(int port, RuntimeChoice choice, IReadOnlyList<string> passed, CancellationToken cancellationToken)
    {
        DevelopmentKey.ReadOrCreate(_repository.DevelopmentKey);
        var assembly = _repository.Assembly(choice.Runtime, "OrleansChat.Gateway");
        await using var gateway = GatewayProcess.Start(assembly, port, Settings(_repository, passed), _repository.Root, _terminal.Error);
        try
        {
            await gateway.WaitUntilReadyAsync(cancellationToken);
            _terminal.Say($"OrleansChat is ready at http://localhost:{port} (Orleans runtime: {choice.Name})");
            throw await gateway.WaitForExitAsync(cancellationToken);
        }
        finally
        {
            await gateway.StopAsync();
        }
    }
}
