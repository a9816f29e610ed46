using OrleansChat.CommandLine.Processes;

namespace OrleansChat.CommandLine.Building;

/// <summary>A folder with a package.json: its packages are installed when its lock file changed, its scripts run when asked.</summary>
internal sealed class NpmFolder(string folder, Terminal terminal)
{
    public static string? Npm => Executables.Find("npm");

    public bool Exists => File.Exists(Path.Combine(folder, "package.json"));

    public string Name => Path.GetFileName(folder);

    // Kept among the packages, so that whoever deletes or reinstalls them deletes the claim that they are up to date.
    private string Stamp => Path.Combine(folder, "node_modules", ".orleanschat-lock");

    public async Task InstallAsync(CancellationToken cancellationToken)
    {
        var fingerprint = SourceFingerprint.Of(folder, [Path.Combine(folder, "package-lock.json")]);
        if (SourceFingerprint.Matches(Stamp, fingerprint))
            return;

        var install = await terminal.ShowProgressAsync(
            $"Installing the packages of {Name}", () => RunAsync(["ci", "--no-audit", "--no-fund", "--loglevel=error"], cancellationToken));
        Require(install, "npm ci");
        SourceFingerprint.Write(Stamp, fingerprint);
    }

    public async Task RunScriptAsync(string script, string label, CancellationToken cancellationToken)
    {
        var run = await terminal.ShowProgressAsync(label, () => RunAsync(["run", "--silent", script], cancellationToken));
        Require(run, $"npm run {script}");
    }

    public Task<ProcessOutput> RunAsync(IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var npm = Npm ?? throw new CommandFailedException("npm was not found on the PATH. Install Node.js 20 or later.");
        return ChildProcess.RunAsync(npm, arguments, folder, cancellationToken: cancellationToken);
    }

    private void Require(ProcessOutput output, string command)
    {
        if (output.Succeeded)
            return;
        foreach (var line in output.Lines.TakeLast(20))
            terminal.Fail(line);
        throw new CommandFailedException($"'{command}' failed in {Name} with exit code {output.ExitCode}.");
    }
}
