using OrleansChat.Contracts;

namespace OrleansChat.Grains.Interfaces;

/// <summary>How a user is told that a bucket is empty, be it by the bucket or by a gateway that was told so a moment ago.</summary>
public static class RateRefusals
{
    /// <summary>The refusal.</summary>
    /// <param name="limit">Tokens that the bucket holds.</param>
    /// <param name="windowSeconds">Seconds in which it fills.</param>
    /// <param name="retryAfterMs">Milliseconds until it has a token again.</param>
    public static Refused Empty(int limit, int windowSeconds, long retryAfterMs) => new(
        ChatErrorCode.RateLimited,
        $"At most {limit} in {windowSeconds} s; try again in {retryAfterMs} ms.",
        retryAfterMs, limit, Remaining: 0, windowSeconds);

    /// <summary>The same refusal when some time has passed.</summary>
    public static Refused Later(Refused refused, long retryAfterMs)
    {
        ArgumentNullException.ThrowIfNull(refused);
        return refused.RetryAfterMs == retryAfterMs ? refused : Empty(refused.Limit!.Value, refused.WindowSeconds!.Value, retryAfterMs);
    }
}
