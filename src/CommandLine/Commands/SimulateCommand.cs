using System.Diagnostics;
using OrleansChat.CommandLine.Building;
using OrleansChat.CommandLine.Processes;
using OrleansChat.CommandLine.Runtimes;

namespace OrleansChat.CommandLine.Commands;

/// <summary><c>dotnet chat.cs simulate</c>: builds the simulator and hands it the console and every argument.</summary>
internal sealed class SimulateCommand : ChatCommand
{
    private readonly Repository _repository;
    private readonly Terminal _terminal;

    public SimulateCommand(Repository repository, Terminal terminal)
        : base("simulate", "Play simulations of the chat with faults and check what clients see.")
    {
        _repository = repository;
        _terminal = terminal;
        TreatUnmatchedTokensAsErrors = false;
        SetAction((parsed, cancellationToken) => RunAsync(parsed.UnmatchedTokens, cancellationToken));
    }

    /// <summary>The simulator knows its options best.</summary>
    public override Task<int> ShowHelpAsync(CancellationToken cancellationToken) => RunAsync(["--help"], cancellationToken);

    private async Task<int> RunAsync(IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        // Only the embedded runtime lets a seed decide what runs next.
        await new DotNetBuild(_repository, _terminal.Aside()).BuildAsync(_repository.SimulationProject, OrleansRuntime.Embedded, cancellationToken);

        var assembly = _repository.Assembly(OrleansRuntime.Embedded, "OrleansChat.Simulation");
        using var simulator = ChildProcess.Launch(new ProcessStartInfo(Executables.DotNet(), [assembly, .. arguments]) { UseShellExecute = false });
        try
        {
            await simulator.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // It holds nothing that must be put away.
            simulator.Kill(entireProcessTree: true);
            await simulator.WaitForExitAsync(CancellationToken.None);
        }

        return simulator.ExitCode;
    }
}
