using System.Diagnostics;
using OrleansChat.CommandLine.Building;
using OrleansChat.CommandLine.Processes;
using OrleansChat.CommandLine.Runtimes;

namespace OrleansChat.CommandLine.Commands;

/// <summary><c>dotnet chat.cs bench</c>: builds the chat and its peers as they run, and the program that measures them, and hands it the arguments.</summary>
internal sealed class BenchCommand : ChatCommand
{
    private const string Help = """
        dotnet chat.cs bench [--quick] [--rounds 5] [--contenders NAMES] [--workloads NAMES] [--out FOLDER]

        Measures the chat beside other servers under the same load, in turns, on this machine (Linux). Peers need Node.js with npm, and redis-server;
        one that cannot run is named and left out.

          --quick             one round of short steps, a smaller hot room, no search for the highest rate
          --rounds N          how often everybody has a turn (default 5, or 1 with --quick)
          --contenders NAMES  some of limit, orleanschat, socketio, socketio-redis, signalr, separated by commas (default: all)
          --workloads NAMES   some of rooms, hot (default: both)
          --out FOLDER        where the report goes (default artifacts/bench)
          --runtime NAME      what runs the grains: microsoft, embedded, or auto to try again; remembered
        """;

    // The bench ends its servers and writes its report when it is stopped.
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(30);

    private readonly Repository _repository;
    private readonly Terminal _terminal;

    public BenchCommand(Repository repository, Terminal terminal, RuntimeOption runtime)
        : base("bench", "Measure the chat beside other servers under the same load.")
    {
        _repository = repository;
        _terminal = terminal;
        TreatUnmatchedTokensAsErrors = false;
        SetAction((parsed, cancellationToken) => RunAsync(parsed.UnmatchedTokens, parsed.GetValue(runtime), cancellationToken));
    }

    public override Task<int> ShowHelpAsync(CancellationToken cancellationToken)
    {
        _terminal.Say(Help);
        return Task.FromResult(0);
    }

    private async Task<int> RunAsync(IReadOnlyList<string> arguments, RequestedRuntime? requested, CancellationToken cancellationToken)
    {
        var build = new DotNetBuild(_repository, _terminal.Aside());
        var choice = await new RuntimeChooser(new RememberedRuntime(_repository.RuntimeProps), build.RestoreMicrosoftAsync).ChooseAsync(requested, cancellationToken);
        await build.BuildAsync(_repository.GatewayProject, choice.Runtime, cancellationToken);
        await build.BuildAsync(_repository.BenchProject, choice.Runtime, cancellationToken);

        string[] own = ["--root", _repository.Root, "--orleans", choice.Name];
        var assembly = _repository.Assembly(choice.Runtime, "OrleansChat.Bench");
        using var bench = ChildProcess.Launch(new ProcessStartInfo(Executables.DotNet(), [assembly, .. own, .. arguments]) { UseShellExecute = false });
        try
        {
            await bench.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            await StopAsync(bench);
        }

        return bench.ExitCode;
    }

    private static async Task StopAsync(Process bench)
    {
        // Ctrl-C has reached the bench by itself, as it shares the console; a request to terminate has not.
        if (!OperatingSystem.IsWindows())
            UnixProcesses.RequestTermination(bench.Id);
        using var limit = new CancellationTokenSource(StopLimit);
        try
        {
            await bench.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            bench.Kill(entireProcessTree: true);
            await bench.WaitForExitAsync(CancellationToken.None);
        }
    }
}
