namespace OrleansChat.Grains.Tests.RateLimits;

/// <summary>
/// The operations of one user that were let through. It knows at every moment by how much the worst interval that ends now exceeds
/// <c>limit + T·limit/window</c>: the same sum as over all pairs of operations, kept up as one number.
/// </summary>
internal sealed class AdmittedOperations(int limit, long windowMs)
{
    private long _level;
    private long _at;

    public int Count { get; private set; }

    /// <summary>Operations beyond the limit in the worst of all intervals, rounded up; 0 where the limit held.</summary>
    public long WorstExcess { get; private set; }

    public void Add(long now)
    {
        _level = Math.Max(0, _level - ((now - _at) * limit)) + windowMs;
        _at = now;
        Count++;
        WorstExcess = Math.Max(WorstExcess, (_level - (limit * windowMs) + windowMs - 1) / windowMs);
    }
}
