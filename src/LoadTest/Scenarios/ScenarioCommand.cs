using System.CommandLine;
using OrleansChat.LoadTest.Options;

namespace OrleansChat.LoadTest.Scenarios;

/// <summary>The command line of one scenario: what all of them take, and what this one adds.</summary>
internal abstract class ScenarioCommand
{
    private readonly string _directory;
    private readonly Option<string[]> _url = UrlOption.Create();
    private readonly Option<double> _duration;
    private readonly Option<string?> _tokens = new("--tokens") { Description = "File with access tokens, one a line." };
    private readonly Option<string?> _keyFile = new("--key-file")
    {
        Description = "File with the development issuer's key (base64), to mint tokens with. Default: .chat/development.key here or above, where the server is on this machine; else guests sign in.",
    };

    private readonly Option<string?> _json = new("--json") { Description = "File for the figures. Default: <scenario>-report.json in ./artifacts/load, or here where there is no ./artifacts." };

    /// <summary>Makes the command line.</summary>
    /// <param name="directory">Where a development key is looked for, and where the figures go unless told otherwise.</param>
    /// <param name="durationText">What the duration is of.</param>
    protected ScenarioCommand(string directory, string durationText)
    {
        _directory = directory;
        _duration = LoadCommand.Number<double>("--duration", durationText, 60, 0.1, 1_000_000);
    }

    public abstract string Name { get; }

    /// <summary>One sentence.</summary>
    protected abstract string Description { get; }

    /// <summary>Makes the parser's command.</summary>
    public RootCommand Create(ScenarioProgram program)
    {
        var command = new RootCommand(Description)
        {
            // It is how this command was found, so it must not be unknown to it.
            new Option<string>("--scenario") { Description = "This scenario." }, _url, _duration,
        };
        foreach (var option in Options)
        {
            command.Add(option);
        }

        command.Add(_tokens);
        command.Add(_keyFile);
        command.Add(_json);
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, program, cancellationToken));
        return command;
    }

    /// <summary>What this scenario adds.</summary>
    protected abstract IEnumerable<Option> Options { get; }

    protected abstract Task<int> RunAsync(ParseResult parsed, ScenarioProgram program, CancellationToken cancellationToken);

    protected ScenarioOptions Common(ParseResult parsed)
    {
        var urls = parsed.GetValue(_url)!.Select(url => new Uri(url)).ToArray();
        var tokens = parsed.GetValue(_tokens);
        var artifacts = Path.Combine(_directory, "artifacts");
        var reports = Path.GetRelativePath(_directory, Directory.Exists(artifacts) ? Path.Combine(artifacts, "load") : _directory);
        return new ScenarioOptions
        {
            Urls = urls,
            Duration = TimeSpan.FromSeconds(parsed.GetValue(_duration)),
            TokensFile = tokens,
            KeyFile = parsed.GetValue(_keyFile) ?? (tokens is null && urls.All(url => url.IsLoopback) ? DevelopmentKeyFile.Find(_directory) : null),
            JsonFile = parsed.GetValue(_json) ?? Path.Combine(reports, $"{Name}-report.json"),
        };
    }
}
