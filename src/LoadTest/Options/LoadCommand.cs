using System.CommandLine;
using System.Globalization;
using OrleansChat.LoadTest.Mix;

namespace OrleansChat.LoadTest.Options;

/// <summary>The command line.</summary>
/// <param name="directory">Where a development key is looked for, and where reports go unless told otherwise.</param>
internal sealed class LoadCommand(string directory)
{
    public const string ProcessesName = "--processes";

    /// <summary>A whole request may have 16 KB; half of it leaves room for whatever escapes and encodings add.</summary>
    private const int MaximumBodyBytes = 8000;

    private readonly Option<string[]> _url = UrlOption.Create();
    private readonly Option<int> _rooms = Number("--rooms", "Rooms.", 100, 1, 1_000_000);
    private readonly Option<int> _users = Number("--users", "Users in each room, each with a connection.", 7, 1, 10_000);
    private readonly Option<double> _rate = Number<double>("--rate", "Messages a second, all rooms together; with --mix, actions of all kinds a second.", 100, 0.01, 1_000_000);
    private readonly Option<string?> _mix = new("--mix")
    {
        Arity = ArgumentArity.ZeroOrOne,
        HelpName = "shares",
        Description = $"Clients do more than send; the shares are percent of the actions a second that --rate gives. Default of the shares: {ActionMix.Default}.",
    };

    private readonly Option<double> _duration = Number<double>("--duration", "Seconds that are measured.", 30, 0.1, 1_000_000);
    private readonly Option<double> _warmup = Number<double>("--warmup", "Seconds of sending before that.", 2, 0, 10_000);
    private readonly Option<double> _settle = Number<double>("--settle", "Seconds to wait at the end for what is on its way.", 3, 0, 600);
    private readonly Option<double> _ramp = Number<double>("--ramp", "Connections opened a second.", 2000, 1, 100_000);
    private readonly Option<int> _size = Number("--size", "Bytes of a message's body.", 64, 1, MaximumBodyBytes);
    private readonly Option<int> _seed = Number("--seed", "Decides who sends when, and with --mix who does what.", 1, int.MinValue, int.MaxValue);
    private readonly Option<bool> _reconnect = new("--reconnect")
    {
        Description = "Members whose connection ends come back on the next --url, resume, and send again with the same key what has no outcome: for servers that are killed meanwhile.",
    };

    private readonly Option<double> _backWithin = Number<double>("--back-within", "Seconds that a member may be without its room, with --reconnect.", 10, 0.001, 3600);
    private readonly Option<int> _processes = Number(
        ProcessesName, "Processes that play the rooms: for more connections than one may open, and to use more processors.", 1, 1, LoadOptions.MaximumProcesses);

    private readonly Option<string> _prefix = new("--prefix") { Description = "Beginning of the room codes.", DefaultValueFactory = _ => "LOAD" };
    private readonly Option<string?> _tokens = new("--tokens") { Description = "File with access tokens, one a line." };
    private readonly Option<string?> _keyFile = new("--key-file")
    {
        Description = "File with the development issuer's key (base64), to mint tokens with. Default: .chat/development.key here or above, where the server is on this machine; else guests sign in.",
    };

    private readonly Option<int[]> _pid = new("--pid") { Description = "Process of the server whose CPU time and memory are reported (Linux); may be given several times.", DefaultValueFactory = _ => [] };
    private readonly Option<string?> _json = new("--json") { Description = "File for the figures. Default: load-report.json in ./artifacts/load, or here where there is no ./artifacts." };
    private readonly Option<string?> _report = new("--report") { Description = "File for the page. Default: load-report.html beside the figures." };

    /// <summary>Makes the command.</summary>
    /// <param name="run">What it does; its result is the exit code.</param>
    public RootCommand Create(Func<LoadOptions, CancellationToken, Task<int>> run)
    {
        _prefix.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string>() is not { Length: >= 1 and <= 40 } prefix || !prefix.All(IsCodeCharacter))
            {
                result.AddError("--prefix must be 1 to 40 of A-Z 0-9 - _ . characters.");
            }
        });

        _mix.Validators.Add(result =>
        {
            if (result.Tokens is [var shares] && !ActionMix.TryParse(shares.Value, out _, out var error))
            {
                result.AddError(error);
            }
        });

        var command = new RootCommand("Loads an OrleansChat server over real WebSockets and checks that every member got every message once, in one order. Other questions: --scenario slow-reader, --scenario limit (each with --help).")
        {
            _url, _rooms, _users, _rate, _mix, _duration, _warmup, _ramp, _size, _settle, _prefix, _tokens, _keyFile, _pid, _seed, _reconnect, _backWithin, _processes, _json, _report,
        };
        command.SetAction((parsed, cancellationToken) => run(Read(parsed), cancellationToken));
        return command;
    }

    private LoadOptions Read(ParseResult parsed)
    {
        var urls = parsed.GetValue(_url)!.Select(url => new Uri(url)).ToArray();
        var tokens = parsed.GetValue(_tokens);
        var artifacts = Path.Combine(directory, "artifacts");
        var reports = Path.GetRelativePath(directory, Directory.Exists(artifacts) ? Path.Combine(artifacts, "load") : directory);
        return new LoadOptions
        {
            Urls = urls,
            Rooms = parsed.GetValue(_rooms),
            Users = parsed.GetValue(_users),
            Rate = parsed.GetValue(_rate),
            Mix = Mix(parsed),
            Duration = TimeSpan.FromSeconds(parsed.GetValue(_duration)),
            Warmup = TimeSpan.FromSeconds(parsed.GetValue(_warmup)),
            Settle = TimeSpan.FromSeconds(parsed.GetValue(_settle)),
            Ramp = parsed.GetValue(_ramp),
            Size = parsed.GetValue(_size),
            Prefix = parsed.GetValue(_prefix)!.ToUpperInvariant(),
            TokensFile = tokens,
            KeyFile = parsed.GetValue(_keyFile) ?? (tokens is null && urls.All(url => url.IsLoopback) ? DevelopmentKeyFile.Find(directory) : null),
            ServerProcesses = parsed.GetValue(_pid)!,
            Seed = parsed.GetValue(_seed),
            Reconnect = parsed.GetValue(_reconnect),
            BackWithin = TimeSpan.FromSeconds(parsed.GetValue(_backWithin)),
            Processes = parsed.GetValue(_processes),
            JsonFile = parsed.GetValue(_json) ?? Path.Combine(reports, "load-report.json"),
            ReportFile = parsed.GetValue(_report) ?? Path.Combine(reports, "load-report.html"),
        };
    }

    /// <summary>The mix that was asked for: the default one where no shares were named.</summary>
    private ActionMix? Mix(ParseResult parsed) => parsed.GetResult(_mix) switch
    {
        null => null,
        { Tokens: [var shares] } when ActionMix.TryParse(shares.Value, out var mix, out _) => mix,
        _ => ActionMix.Default,
    };

    private static bool IsCodeCharacter(char value) => char.IsAsciiLetterOrDigit(value) || value is '-' or '_' or '.';

    internal static Option<T> Number<T>(string name, string description, T byDefault, T minimum, T maximum)
        where T : struct, IComparable<T>, IParsable<T>
    {
        var option = new Option<T>(name) { Description = description, DefaultValueFactory = _ => byDefault };
        option.Validators.Add(result =>
        {
            // What is no number at all is the parser's own complaint.
            if (result.Tokens is [var token] && T.TryParse(token.Value, CultureInfo.InvariantCulture, out var value)
                && (value.CompareTo(minimum) < 0 || value.CompareTo(maximum) > 0))
            {
                result.AddError($"{name} is {value}; it must be from {minimum} to {maximum}.");
            }
        });
        return option;
    }
}
