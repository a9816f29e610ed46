namespace OrleansChat.CommandLine.Building;

/// <summary>The page that the gateway serves at /: built with npm, and only when its sources changed.</summary>
internal sealed class WebApp(Repository repository, Terminal terminal)
{
    private readonly NpmFolder _npm = new(repository.Web, terminal);

    private string Stamp => Path.Combine(repository.LocalState, "web.fingerprint");

    public async Task BuildAsync(CancellationToken cancellationToken)
    {
        if (!_npm.Exists)
            return;

        var fingerprint = SourceFingerprint.Of(repository.Root, SourceFingerprint.Sources(repository.Web));
        if (File.Exists(Path.Combine(repository.WebRoot, "index.html")) && SourceFingerprint.Matches(Stamp, fingerprint))
            return;

        if (NpmFolder.Npm is null)
        {
            terminal.Say("The web page is not built: npm was not found. Install Node.js 20 or later to have it; the chat itself runs without.");
            return;
        }

        await _npm.InstallAsync(cancellationToken);
        await _npm.RunScriptAsync("build", "Building the web page", cancellationToken);
        SourceFingerprint.Write(Stamp, fingerprint);
    }
}
