namespace OrleansChat.Gateway.Auth;

/// <summary>
/// The development issuer's key (HS256), bound from <c>Auth:Development</c>. It signs guests' tokens too. In the environment <c>Development</c> a key is
/// made at random for the process where none is configured and one is needed; elsewhere there is no default.
/// </summary>
public sealed class DevelopmentOptions
{
    /// <summary>The key, base64 of at least 32 bytes. Default none.</summary>
    public string? Key { get; set; }

    /// <summary>A file that holds the key, base64 of at least 32 bytes, surrounding white space ignored. Default none.</summary>
    public string? KeyFile { get; set; }

    /// <summary>Whether a key is taken outside the environment <c>Development</c>. Whoever has it can sign in as anybody. Default false.</summary>
    public bool Allow { get; set; }

    internal bool IsConfigured => !string.IsNullOrEmpty(Key) || !string.IsNullOrEmpty(KeyFile);
}
