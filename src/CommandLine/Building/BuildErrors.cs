using System.Text.RegularExpressions;
using OrleansChat.CommandLine.Runtimes;

namespace OrleansChat.CommandLine.Building;

/// <summary>The errors of a failed build, each once and without the project or solution that MSBuild appends.</summary>
internal sealed partial class BuildErrors
{
    private const int MostShown = 20;

    private readonly IReadOnlyList<string> _errors;
    private readonly IReadOnlyList<string> _output;

    private BuildErrors(IReadOnlyList<string> errors, IReadOnlyList<string> output)
    {
        _errors = errors;
        _output = output;
    }

    /// <summary>What to show before the summary; a build that failed without naming an error shows its last words.</summary>
    public IEnumerable<string> Shown => _errors.Count > 0 ? _errors.Take(MostShown) : _output.TakeLast(MostShown);

    public static BuildErrors From(IReadOnlyList<string> output, string root)
    {
        var errors = output
            .Where(line => ErrorCode().IsMatch(line))
            .Select(line => Project().Replace(line.Trim(), "").Replace(root + Path.DirectorySeparatorChar, "", StringComparison.Ordinal))
            .Distinct(StringComparer.Ordinal)
            .ToArray();
        return new BuildErrors(errors, output);
    }

    public string Summary(OrleansRuntime runtime)
    {
        var missing = _errors.Any(error => error.Contains("error NU", StringComparison.Ordinal));
        return (missing, runtime) switch
        {
            (true, OrleansRuntime.Microsoft) =>
                "The restore failed: packages of the Microsoft runtime are missing here. To change to the embedded one: --runtime embedded",
            (true, _) => "The restore failed: the packages named above could not be fetched.",
            _ => $"The build failed{Count()}.",
        };
    }

    private string Count() => _errors.Count switch
    {
        0 => "",
        1 => ": 1 error",
        <= MostShown => $": {_errors.Count} errors",
        _ => $": {_errors.Count} errors, the first {MostShown} above",
    };

    [GeneratedRegex(@"\berror [A-Za-z]+\d+\s?:")]
    private static partial Regex ErrorCode();

    [GeneratedRegex(@"\s\[[^\[\]]+\.(\w+proj|slnx?)(::[^\[\]]+)?\]$")]
    private static partial Regex Project();
}
