using System.Numerics;

namespace OrleansChat.LoadTest.Measuring;

/// <summary>
/// Counts of durations in microseconds, exact to three significant digits, in constant memory: values below 2,048 each have a counter, and each
/// power of two above is cut into 1,024 parts, so a counter is never wider than 0.1% of its value.
/// </summary>
internal sealed class LatencyHistogram
{
    /// <summary>Longest duration told apart: 2^32 µs, more than an hour.</summary>
    private const int MaximumBits = 32;

    private const int ExactValues = 2048;
    private const int PartsOfAPower = 1024;

    private readonly long[] _counts = new long[ExactValues + (MaximumBits - 11) * PartsOfAPower];
    private double _sum;

    public long Count { get; private set; }

    public long Maximum { get; private set; }

    public double Mean => Count == 0 ? 0 : _sum / Count;

    public void Record(long microseconds)
    {
        var value = Math.Clamp(microseconds, 0, (1L << MaximumBits) - 1);
        _counts[Index(value)]++;
        _sum += value;
        Count++;
        Maximum = Math.Max(Maximum, value);
    }

    /// <summary>The least value that the given share of the values does not exceed; 0 where there are none.</summary>
    public long Percentile(double share)
    {
        var wanted = Math.Max(1, (long)Math.Ceiling(share * Count));
        var seen = 0L;
        for (var index = 0; index < _counts.Length; index++)
        {
            seen += _counts[index];
            if (seen >= wanted)
            {
                return Math.Min(HighestOf(index), Maximum);
            }
        }

        return Maximum;
    }

    /// <summary>Adds what another histogram counted, in this process or elsewhere: as if every value of it had been recorded here.</summary>
    public void Add(HistogramCounts other)
    {
        foreach (var (bucket, count) in other.Pairs())
        {
            _counts[bucket] += count;
            Count += count;
        }

        _sum += other.Sum;
        Maximum = Math.Max(Maximum, other.Maximum);
    }

    /// <summary>What was counted so far.</summary>
    public HistogramCounts Counts()
    {
        if (Count == 0)
        {
            return HistogramCounts.None;
        }

        var buckets = new List<long>();
        for (var index = 0; index < _counts.Length; index++)
        {
            if (_counts[index] > 0)
            {
                buckets.Add(index);
                buckets.Add(_counts[index]);
            }
        }

        return new HistogramCounts([.. buckets], _sum, Maximum);
    }

    public void Clear()
    {
        if (Count > 0)
        {
            Array.Clear(_counts);
        }

        (_sum, Count, Maximum) = (0, 0, 0);
    }

    private static int Index(long value)
    {
        if (value < ExactValues)
        {
            return (int)value;
        }

        var shift = BitOperations.Log2((ulong)value) - 10;
        return ExactValues + (shift - 1) * PartsOfAPower + (int)(value >> shift) - PartsOfAPower;
    }

    private static long HighestOf(int index)
    {
        if (index < ExactValues)
        {
            return index;
        }

        var shift = (index - ExactValues) / PartsOfAPower + 1;
        var part = (index - ExactValues) % PartsOfAPower + PartsOfAPower;
        return ((long)part + 1 << shift) - 1;
    }
}
