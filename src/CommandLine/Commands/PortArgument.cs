using System.CommandLine.Parsing;
using System.Net;

namespace OrleansChat.CommandLine.Commands;

/// <summary>The value of <c>--port</c>.</summary>
internal static class PortArgument
{
    public static int Parse(ArgumentResult argument)
    {
        var value = argument.Tokens[0].Value;
        if (int.TryParse(value, out var port) && port is >= IPEndPoint.MinPort and <= IPEndPoint.MaxPort)
            return port;

        argument.AddError($"--port must be a number from 0 to {IPEndPoint.MaxPort}, not '{value}'");
        return 0;
    }
}
