using System.CommandLine;
using System.CommandLine.Parsing;
using OrleansChat.CommandLine.Runtimes;

namespace OrleansChat.CommandLine.Commands;

/// <summary>
/// <c>--runtime</c>, before or behind the command: `dotnet` takes the option for its own and Directory.Build.props hands it back,
/// in front of all other arguments.
/// </summary>
internal sealed class RuntimeOption : Option<RequestedRuntime?>
{
    public RuntimeOption()
        : base("--runtime", "-r")
    {
        Description = "auto, microsoft or embedded";
        Recursive = true;
        CustomParser = Parse;
    }

    private static RequestedRuntime? Parse(ArgumentResult argument)
    {
        var value = argument.Tokens[0].Value;
        foreach (var runtime in Enum.GetValues<RequestedRuntime>())
        {
            if (string.Equals(runtime.ToString(), value, StringComparison.OrdinalIgnoreCase))
                return runtime;
        }

        argument.AddError($"--runtime must be auto, microsoft or embedded, not '{value}'");
        return null;
    }
}
