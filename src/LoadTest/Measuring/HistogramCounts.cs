namespace OrleansChat.LoadTest.Measuring;

/// <summary>
/// The counters of a <see cref="LatencyHistogram"/> that are not zero, so that it can go from one process to another and be added there: percentiles of
/// several processes come from all their counts, never from their percentiles.
/// </summary>
/// <param name="Buckets">Number of a counter and its count, in turn.</param>
/// <param name="Sum">Sum of the values, in microseconds.</param>
/// <param name="Maximum">The largest value, in microseconds.</param>
internal sealed record HistogramCounts(long[] Buckets, double Sum, long Maximum)
{
    public static HistogramCounts None { get; } = new([], 0, 0);

    /// <summary>The counts of all values together.</summary>
    public static HistogramCounts Merge(IEnumerable<HistogramCounts> parts) => ToHistogram(parts).Counts();

    /// <summary>A histogram of all values together.</summary>
    public static LatencyHistogram ToHistogram(IEnumerable<HistogramCounts> parts)
    {
        var histogram = new LatencyHistogram();
        foreach (var part in parts)
        {
            histogram.Add(part);
        }

        return histogram;
    }

    /// <summary>Each counter with its count.</summary>
    public IEnumerable<(int Bucket, long Count)> Pairs()
    {
        for (var at = 0; at + 1 < Buckets.Length; at += 2)
        {
            yield return ((int)Buckets[at], Buckets[at + 1]);
        }
    }
}
