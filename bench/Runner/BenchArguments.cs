using System.CommandLine;
using System.Globalization;
using OrleansChat.Bench.Contenders;
using OrleansChat.Bench.Planning;
using OrleansChat.CommandLine.Runtimes;

namespace OrleansChat.Bench;

/// <summary>The command line.</summary>
internal sealed class BenchArguments
{
    private const int UsualRounds = 5;
    private const int MostRounds = 100;

    private readonly Option<bool> _quick = new("--quick") { Description = "One round of short steps, without the search for the highest rate." };
    private readonly Option<int?> _rounds = new("--rounds") { Description = $"How often every contender has its turn. Default: {UsualRounds}, or 1 with --quick." };
    private readonly Option<string[]> _contenders = Names("--contenders", "Who is measured", Contender.Keys);
    private readonly Option<string[]> _workloads = Names("--workloads", "What is done to them", [.. Workload.All(isQuick: true).Select(workload => workload.Key)]);
    private readonly Option<string?> _folder = new("--out") { Description = "Folder for the reports. Default: artifacts/bench." };
    private readonly Option<string> _root = new("--root") { Hidden = true, Required = true };
    private readonly Option<OrleansRuntime> _runtime = new("--orleans") { Hidden = true, Required = true };

    /// <summary>Makes the command.</summary>
    /// <param name="run">What it does; its result is the exit code.</param>
    public RootCommand Create(Func<BenchOptions, CancellationToken, Task<int>> run)
    {
        _rounds.Validators.Add(result =>
        {
            // What is no number at all is the parser's own complaint.
            if (result.Tokens is [var token] && int.TryParse(token.Value, CultureInfo.InvariantCulture, out var rounds) && rounds is < 1 or > MostRounds)
            {
                result.AddError($"--rounds must be from 1 to {MostRounds}.");
            }
        });
        var command = new RootCommand("Measures OrleansChat beside other servers under the same load, in turns, and says what each delivery costs.")
        {
            _quick, _rounds, _contenders, _workloads, _folder, _root, _runtime,
        };
        command.SetAction((parsed, cancellationToken) => run(Read(parsed), cancellationToken));
        return command;
    }

    private BenchOptions Read(ParseResult parsed)
    {
        var (isQuick, root) = (parsed.GetValue(_quick), Path.GetFullPath(parsed.GetValue(_root)!));
        return new BenchOptions
        {
            Root = root,
            Runtime = parsed.GetValue(_runtime),
            IsQuick = isQuick,
            Rounds = parsed.GetValue(_rounds) ?? (isQuick ? 1 : UsualRounds),
            Contenders = Split(parsed.GetValue(_contenders)!),
            Workloads = Split(parsed.GetValue(_workloads)!),
            Folder = parsed.GetValue(_folder) ?? Path.Combine(root, "artifacts", "bench"),
        };
    }

    private static Option<string[]> Names(string name, string description, IReadOnlyList<string> known)
    {
        var option = new Option<string[]>(name)
        {
            Description = $"{description}, separated by commas: {string.Join(", ", known)}. Default: all.",
            DefaultValueFactory = _ => [.. known],
        };
        option.Validators.Add(result =>
        {
            foreach (var unknown in Split([.. result.Tokens.Select(token => token.Value)]).Except(known))
            {
                result.AddError($"{name} does not know '{unknown}'; there are {string.Join(", ", known)}.");
            }
        });
        return option;
    }

    private static string[] Split(string[] values) =>
        [.. values.SelectMany(value => value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Distinct()];
}
