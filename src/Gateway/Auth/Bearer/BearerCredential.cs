using System.Diagnostics.CodeAnalysis;
using System.Net.Http.Headers;

namespace OrleansChat.Gateway.Auth;

/// <summary>Finds the token or ticket of a request.</summary>
internal static class BearerCredential
{
    private const string QueryName = "access_token";

    /// <summary>
    /// The <c>Authorization</c> header counts before the query, and the query counts on the hub alone, because browsers cannot give a WebSocket a
    /// header. Of several values the text is their list, which is no token, rather than one of them.
    /// </summary>
    public static bool TryRead(HttpRequest request, [NotNullWhen(true)] out string? text)
    {
        if (AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out var header)
            && header.Scheme.Equals(BearerHandler.Scheme, StringComparison.OrdinalIgnoreCase))
        {
            text = header.Parameter ?? "";
            return true;
        }

        text = HubPath.Covers(request) && request.Query.TryGetValue(QueryName, out var values) ? values.ToString() : null;
        return text is not null;
    }
}
