namespace OrleansChat.Gateway.Auth;

/// <summary>Below this path, and only there, browsers open WebSockets: the token may be in the query, and the origin is checked.</summary>
internal static class HubPath
{
    /// <summary>Routing ignores case, and so does <see cref="PathString.StartsWithSegments(PathString)"/>: the checks cover what the routes match.</summary>
    public static readonly PathString Prefix = "/hub";

    public static bool Covers(HttpRequest request) => request.Path.StartsWithSegments(Prefix);
}
