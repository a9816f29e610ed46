namespace OrleansChat.History.Tests.Reference;

/// <summary>The reference chat's limit on messages: a plain token bucket.</summary>
internal sealed class ReferenceLimit(bool charges)
{
    public const int Burst = 3;
    public const int PerMinute = 3;

    private readonly Dictionary<int, (double Level, TimeSpan At)> _buckets = [];

    public bool TryTake(int user, TimeSpan now)
    {
        var (level, at) = _buckets.GetValueOrDefault(user, (Burst, now));
        level = Math.Min(Burst, level + (now - at).TotalMinutes * PerMinute);
        var isAllowed = level >= 1;
        _buckets[user] = (isAllowed && charges ? level - 1 : level, now);
        return isAllowed;
    }
}
