using Microsoft.AspNetCore.Http.HttpResults;

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

        return TypedResults.Problem(detail, statusCode: status, extensions: extensions);
    }
}
