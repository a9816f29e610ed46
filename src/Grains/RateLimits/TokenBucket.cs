using OrleansChat.Contracts;

namespace OrleansChat.Grains.RateLimits;

/// <summary>
/// A token bucket. It counts in parts of a token (one a millisecond of the window and limit), so that no rounding ever gives or takes a
/// token: over any time T at most <c>limit + T·limit/window</c> operations pass.
/// </summary>
internal sealed class TokenBucket
{
    private readonly long _limit;
    private readonly long _windowMs;
    private long _parts;
    private long _at;

    /// <param name="limit">Tokens that the bucket holds, and that flow in within a window.</param>
    /// <param name="window">The window.</param>
    /// <param name="now">The time, in Unix milliseconds; the bucket begins full.</param>
    public TokenBucket(int limit, TimeSpan window, long now)
    {
        _limit = limit;
        _windowMs = (long)window.TotalMilliseconds;
        _parts = Capacity;
        _at = now;
    }

    // A token is _windowMs parts; each millisecond brings _limit of them.
    private long Capacity => _limit * _windowMs;

    public Reply<Accepted> Take(long now)
    {
        _parts = Refilled(now);
        _at = Math.Max(_at, now);
        if (_parts < _windowMs)
        {
            var retryAfterMs = (_windowMs - _parts + _limit - 1) / _limit;
            return new Refused(
                ChatErrorCode.RateLimited,
                $"At most {_limit} in {_windowMs / 1000} s; try again in {retryAfterMs} ms.",
                retryAfterMs, (int)_limit, Remaining: 0, WindowSeconds: (int)(_windowMs / 1000));
        }

        _parts -= _windowMs;
        return Accepted.Instance;
    }

    private long Refilled(long now)
    {
        // A clock that steps back brings nothing and takes nothing; one that jumps ahead cannot overflow.
        var elapsed = Math.Clamp(now - _at, 0, _windowMs);
        return Math.Min(Capacity, _parts + (elapsed * _limit));
    }
}
