using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;

namespace OrleansChat.Gateway.Auth;

/// <summary>A refusal over HTTP (RFC 9457) with the same codes as on the hub.</summary>
internal static class ChatProblem
{
    public static ProblemHttpResult Create(int status, string code, string detail, TimeSpan? retryAfter = null)
    {
        var extensions = new Dictionary<string, object?> { ["code"] = code };
        if (retryAfter is { } wait)
        {
            extensions["retryAfterMs"] = (long)Math.Ceiling(wait.TotalMilliseconds);
        }

        // The framework knows titles and types of some statuses only.
        return TypedResults.Problem(detail, statusCode: status, title: ReasonPhrases.GetReasonPhrase(status), type: "about:blank", extensions: extensions);
    }
}
