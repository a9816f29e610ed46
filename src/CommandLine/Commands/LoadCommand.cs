using System.Diagnostics;
using OrleansChat.CommandLine.Building;
using OrleansChat.CommandLine.Processes;
using OrleansChat.CommandLine.Runtimes;

namespace OrleansChat.CommandLine.Commands;

/// <summary><c>dotnet chat.cs load</c>: builds the load tester and hands it the console and every argument.</summary>
internal sealed class LoadCommand : ChatCommand
{
    // The tester closes its sockets and writes its report when it is stopped.
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(30);

    private readonly Repository _repository;
    private readonly Terminal _terminal;

    public LoadCommand(Repository repository, Terminal terminal)
        : base("load", "Put load on a running chat.")
    {
        _repository = repository;
        _terminal = terminal;
        TreatUnmatchedTokensAsErrors = false;
        SetAction((parsed, cancellationToken) => RunAsync(parsed.UnmatchedTokens, cancellationToken));
    }

    /// <summary>The load tester knows its options best.</summary>
    public override Task<int> ShowHelpAsync(CancellationToken cancellationToken) => RunAsync(["--help"], cancellationToken);

    private async Task<int> RunAsync(IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        // The tester holds no grains, so any runtime will do; the remembered one's outputs are there already.
        var runtime = new RememberedRuntime(_repository.RuntimeProps).Read() ?? OrleansRuntime.Embedded;
        await new DotNetBuild(_repository, _terminal.Aside()).BuildAsync(_repository.LoadTestProject, runtime, cancellationToken);

        var assembly = _repository.Assembly(runtime, "OrleansChat.LoadTest");
        using var tester = ChildProcess.Launch(new ProcessStartInfo(Executables.DotNet(), [assembly, .. arguments]) { UseShellExecute = false });
        try
        {
            await tester.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            await StopAsync(tester);
        }

        return tester.ExitCode;
    }

    private static async Task StopAsync(Process tester)
    {
        // Ctrl-C has reached the tester by itself, as it shares the console; a request to terminate has not.
        if (!OperatingSystem.IsWindows())
            UnixProcesses.RequestTermination(tester.Id);
        using var limit = new CancellationTokenSource(StopLimit);
        try
        {
            await tester.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            tester.Kill(entireProcessTree: true);
            await tester.WaitForExitAsync(CancellationToken.None);
        }
    }
}
