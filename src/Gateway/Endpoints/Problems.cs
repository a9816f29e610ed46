using Microsoft.AspNetCore.WebUtilities;

namespace OrleansChat.Gateway.Endpoints;

/// <summary>Refusals of the REST API: problem details (RFC 9457) with the protocol's code.</summary>
internal static class Problems
{
    /// <summary>A refusal.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="code">One of the contracts' error codes.</param>
    /// <param name="detail">A plain sentence that says what to change.</param>
    public static IResult Of(int status, string code, string detail) => Results.Problem(
        detail, statusCode: status, title: ReasonPhrases.GetReasonPhrase(status), extensions: new Dictionary<string, object?> { ["code"] = code });
}
