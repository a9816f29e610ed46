using System.Text.Json;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace OrleansChat.Gateway.Hubs;

/// <summary>Says in the client's words why a call could not be read; no type of the server is named.</summary>
internal static class BindingFailure
{
    private const string Missing = "missing required properties including: ";

    public static string Describe(InvocationBindingFailureMessage failure)
    {
        for (var exception = failure.BindingFailure.SourceException; exception is not null; exception = exception.InnerException!)
        {
            if (exception is HubException)
            {
                return $"There is no method '{Shorten(failure.Target)}'.";
            }

            if (exception is JsonException json)
            {
                return Describe(failure.Target, json);
            }
        }

        return $"{Shorten(failure.Target)}: the number of arguments is wrong, or a text holds half of a surrogate pair.";
    }

    private static string Describe(string target, JsonException exception)
    {
        var missing = exception.Message.IndexOf(Missing, StringComparison.Ordinal);
        return missing >= 0
            ? $"{target}: these members are missing: {exception.Message[(missing + Missing.Length)..].TrimEnd('.')}."
            : $"{target}: the value at {exception.Path ?? "$"} is not of the right type.";
    }

    private static string Shorten(string text) => text.Length <= 64 ? text : text[..64] + "…";
}
