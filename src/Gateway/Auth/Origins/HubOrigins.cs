using Microsoft.Extensions.Options;

namespace OrleansChat.Gateway.Auth;

/// <summary>
/// Which pages may open the hub. CORS does not cover WebSockets, so the server compares the origin itself: whole and exactly, since every prefix,
/// suffix or pattern can be registered as somebody's domain.
/// </summary>
internal sealed class HubOrigins(IOptions<AuthOptions> options)
{
    private readonly HashSet<string> _allowed = new(options.Value.AllowedOrigins, StringComparer.Ordinal);

    /// <summary>Whether a text is an origin as browsers write it (RFC 6454, 6.2). <c>null</c> and <c>*</c> are not.</summary>
    public static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp)
        && uri.UserInfo.Length == 0
        && text.All(char.IsAscii)
        && uri.GetLeftPart(UriPartial.Authority) == text;

    /// <summary>Programs other than browsers send no origin, and no page can make a browser leave it out; they pass.</summary>
    public bool Admits(HttpRequest request)
    {
        var origin = request.Headers.Origin;
        return origin.Count switch
        {
            0 => true,
            1 => origin[0] is { } one && (_allowed.Count > 0 ? _allowed.Contains(one) : one == $"{request.Scheme}://{request.Host}"),
            _ => false,
        };
    }
}
