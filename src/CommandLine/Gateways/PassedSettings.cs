using System.Text.RegularExpressions;

namespace OrleansChat.CommandLine.Gateways;

/// <summary>Arguments that are settings of the gateway: <c>--Section:Key=value</c> or <c>--Section:Key value</c>. Anything else is an unknown option.</summary>
internal static partial class PassedSettings
{
    public static IReadOnlyList<string> Parse(IReadOnlyList<string> arguments)
    {
        var settings = new List<string>();
        for (var index = 0; index < arguments.Count; index++)
        {
            var argument = arguments[index];
            var name = argument.Split('=', 2)[0];
            if (!Name().IsMatch(name))
                throw new CommandFailedException($"Unknown {(argument.StartsWith('-') ? "option" : "argument")} '{name}'. Settings have the form --Section:Key=value. See: dotnet chat.cs help up");

            settings.Add(name.Length < argument.Length ? argument : $"{name}={ValueAfter(arguments, ref index)}");
        }

        return settings;
    }

    private static string ValueAfter(IReadOnlyList<string> arguments, ref int index)
    {
        var name = arguments[index++];
        return index < arguments.Count && !arguments[index].StartsWith("--", StringComparison.Ordinal)
            ? arguments[index]
            : throw new CommandFailedException($"The setting '{name}' needs a value: {name}=value");
    }

    [GeneratedRegex(@"^--[A-Za-z][\w.-]*(:[\w.-]+)+$")]
    private static partial Regex Name();
}
