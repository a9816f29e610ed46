namespace OrleansChat.History;

/// <summary>
/// Checks that no user had more operations accepted than the limit allows, over all connections and gateways together: in any time T at most
/// burst + T·rate + slack. That holds for every interval exactly if a bucket of size burst + slack, full at first, never runs dry, so one pass is enough.
/// </summary>
public sealed class LimitChecker
{
    private readonly string _limit;
    private readonly Findings _findings;
    private readonly long _perWindow;
    private readonly long _token;
    private readonly long _full;
    private readonly Dictionary<int, (long Level, long At)> _users = [];

    /// <summary>Makes a checker of one limit.</summary>
    /// <param name="limit">What a finding calls it.</param>
    /// <param name="findings">Where violations go.</param>
    /// <param name="burst">Operations that may come at once.</param>
    /// <param name="perWindow">Operations that are given back in each window.</param>
    /// <param name="window">The window; its ticks are the unit of the exact arithmetic.</param>
    /// <param name="slack">Operations more that a fault may let through.</param>
    public LimitChecker(string limit, Findings findings, int burst, int perWindow, TimeSpan window, int slack = 0)
    {
        _limit = limit;
        _findings = findings;
        _perWindow = perWindow;
        _token = window.Ticks;
        _full = checked((burst + slack) * _token);
    }

    /// <summary>An operation was accepted; the times of one user never go back.</summary>
    /// <param name="user">Whose.</param>
    /// <param name="at">When, from any fixed moment on.</param>
    public void Accepted(int user, TimeSpan at)
    {
        var level = _users.TryGetValue(user, out var bucket) ? Refilled(bucket.Level, at.Ticks - bucket.At) : _full;
        if (level < _token)
        {
            _findings.Add(ViolationKind.OverLimit, $"{_limit}: user {user} had one operation too many accepted at {at}");
        }
        else
        {
            level -= _token;
        }

        _users[user] = (level, at.Ticks);
    }

    private long Refilled(long level, long ticks) =>
        ticks >= (_full - level) / _perWindow + 1 ? _full : Math.Min(_full, level + Math.Max(ticks, 0) * _perWindow);
}
