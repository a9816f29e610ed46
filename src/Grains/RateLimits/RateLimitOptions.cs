namespace OrleansChat.Grains.RateLimits;

/// <summary>How often a user may do a thing: a token bucket that holds <see cref="Limit"/> tokens and fills in <see cref="WindowSeconds"/>.</summary>
public sealed record RateLimitOptions
{
    /// <summary>Operations a window; also the burst. 1 to 1,000,000.</summary>
    public int Limit { get; set; }

    /// <summary>The window, in seconds. 1 to 86,400.</summary>
    public int WindowSeconds { get; set; }
}
