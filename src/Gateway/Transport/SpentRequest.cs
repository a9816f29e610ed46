using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Features.Authentication;

namespace OrleansChat.Gateway.Transport;

/// <summary>
/// A request that became a connection lives as long as that. Its headers, its token in all the shapes that it was given, its scope of services with the
/// handlers that judged it: some kilobytes that nobody looks at again, times all connections.
/// </summary>
internal static class SpentRequest
{
    public static async ValueTask ReleaseAsync(HttpContext context)
    {
        var features = context.Features;
        if (features.Get<IServiceProvidersFeature>() is IAsyncDisposable scope)
        {
            await scope.DisposeAsync();
        }

        features.Set<IServiceProvidersFeature>(null);
        features.Set<IAuthenticateResultFeature>(null);
        features.Set<IHttpAuthenticationFeature>(null);
        features.Set<IQueryFeature>(null);
        if (features.Get<IHttpRequestFeature>() is { } request)
        {
            request.Headers.Clear();
            (request.RawTarget, request.QueryString) = ("", "");
        }
    }
}
