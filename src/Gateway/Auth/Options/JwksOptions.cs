namespace OrleansChat.Gateway.Auth;

/// <summary>Where the production issuer's public keys (a JSON Web Key Set, RFC 7517) are, bound from <c>Auth:Jwks</c>. At most one place.</summary>
public sealed class JwksOptions
{
    /// <summary>Shortest time between two reads, however many tokens name keys that are not known. It keeps forged tokens from becoming requests to the issuer.</summary>
    public static readonly TimeSpan MinimumRefreshInterval = TimeSpan.FromMinutes(1);

    /// <summary>A file. Default none.</summary>
    public string? File { get; set; }

    /// <summary>An absolute URL; <c>https</c>, or <c>http</c> to a loopback address. Redirects are not followed. Default none.</summary>
    public string? Url { get; set; }

    /// <summary>How often the set is read again; 1 minute to 1 day, default 15 minutes. A token that names an unknown key brings a read forward, at most once a minute.</summary>
    public TimeSpan RefreshInterval { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How long one read of <see cref="Url"/> may take; more than 0, at most 30 seconds, default 5 seconds.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(5);

    internal bool IsConfigured => !string.IsNullOrEmpty(File) || !string.IsNullOrEmpty(Url);
}
