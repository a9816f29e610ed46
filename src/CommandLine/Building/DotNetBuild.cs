using OrleansChat.CommandLine.Processes;
using OrleansChat.CommandLine.Runtimes;

namespace OrleansChat.CommandLine.Building;

/// <summary>Restores and builds with the SDK, quietly; what the compiler says is shown only when it fails.</summary>
internal sealed class DotNetBuild(Repository repository, Terminal terminal)
{
    // Long enough for a slow line, short enough that nobody thinks the program hangs for ever.
    private static readonly TimeSpan RestoreLimit = TimeSpan.FromMinutes(3);

    private static readonly Dictionary<string, string> Environment = new()
    {
        // The messages are read by BuildErrors and RestoreOutcome.
        ["DOTNET_CLI_UI_LANGUAGE"] = "en",
        ["DOTNET_NOLOGO"] = "1",
    };

    /// <summary>Tries whether Microsoft's runtime restores here.</summary>
    public async Task<RestoreOutcome> RestoreMicrosoftAsync(CancellationToken cancellationToken)
    {
        string[] arguments = ["restore", repository.GatewayProject, "-v", "q", "--nologo", "-tl:off", Property(OrleansRuntime.Microsoft)];
        var restore = await terminal.ShowProgressAsync(
            "Restoring the Microsoft.Orleans packages", () => RunAsync(arguments, RestoreLimit, cancellationToken));
        return RestoreOutcome.From(restore);
    }

    /// <summary>Restores and builds a project or the solution in Release, or fails with the compiler's errors and one plain line.</summary>
    public async Task BuildAsync(string project, OrleansRuntime runtime, CancellationToken cancellationToken)
    {
        string[] arguments = ["build", project, "-c", "Release", "-v", "q", "--nologo", "-tl:off", "-clp:NoSummary", Property(runtime)];
        var build = await terminal.ShowProgressAsync("Restoring and building", () => RunAsync(arguments, limit: null, cancellationToken));
        if (build.Succeeded)
            return;

        var errors = BuildErrors.From(build.Lines, repository.Root);
        foreach (var error in errors.Shown)
            terminal.Fail(error);
        throw new CommandFailedException(errors.Summary(runtime));
    }

    private Task<ProcessOutput> RunAsync(string[] arguments, TimeSpan? limit, CancellationToken cancellationToken) =>
        ChildProcess.RunAsync(Executables.DotNet(), arguments, repository.Root, limit, Environment, cancellationToken);

    private static string Property(OrleansRuntime runtime) => $"-p:OrleansRuntime={runtime}";
}
