using OrleansChat.LoadTest.Measuring;

namespace OrleansChat.LoadTest.Tests.Measuring;

public sealed class LatencyHistogramTests
{
    private static readonly double[] Shares = [0.0, 0.01, 0.25, 0.5, 0.9, 0.99, 0.999, 0.9999, 1.0];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Percentile_AnyDistribution_IsExactToThreeDigits(int seed)
    {
        var random = new Random(seed);
        var histogram = new LatencyHistogram();
        var values = new long[20_000];
        for (var index = 0; index < values.Length; index++)
        {
            // From a microsecond to about an hour, evenly over the magnitudes.
            values[index] = (long)Math.Pow(10, random.NextDouble() * 9.5);
            histogram.Record(values[index]);
        }

        Array.Sort(values);
        foreach (var share in Shares)
        {
            var exact = values[Math.Max(0, (int)Math.Ceiling(share * values.Length) - 1)];
            Assert.InRange(histogram.Percentile(share), exact, exact * 1.001);
        }

        Assert.Equal(values[^1], histogram.Maximum);
        Assert.Equal(values.Average(), histogram.Mean, 3);
        Assert.Equal(values.Length, histogram.Count);
    }

    [Fact]
    public void Percentile_ValuesBelow2048_IsExact()
    {
        var histogram = new LatencyHistogram();
        for (var value = 0; value < 2048; value++)
        {
            histogram.Record(value);
        }

        Assert.Equal(1023, histogram.Percentile(0.5));
        Assert.Equal(2047, histogram.Percentile(1));
    }

    [Fact]
    public void Record_BeyondItsRange_CountsAsTheEnds()
    {
        var histogram = new LatencyHistogram();
        histogram.Record(-5);
        histogram.Record(long.MaxValue);

        Assert.Equal(0, histogram.Percentile(0.5));
        Assert.Equal((1L << 32) - 1, histogram.Percentile(1));
    }

    [Fact]
    public void Clear_Filled_ForgetsEverything()
    {
        var histogram = new LatencyHistogram();
        histogram.Record(100);
        histogram.Clear();

        Assert.Equal((0, 0, 0, 0), (histogram.Count, histogram.Maximum, histogram.Percentile(0.99), histogram.Mean));
    }

    [Fact]
    public void Add_CountsOfParts_IsTheHistogramOfAll()
    {
        var random = new Random(7);
        var all = new LatencyHistogram();
        var parts = new[] { new LatencyHistogram(), new LatencyHistogram(), new LatencyHistogram(), new LatencyHistogram() };
        for (var value = 0; value < 20_000; value++)
        {
            // Parts of very different sizes, one of them empty: a mean of their percentiles would be far off.
            var microseconds = (long)Math.Pow(10, random.NextDouble() * 9.5);
            all.Record(microseconds);
            parts[microseconds < 1000 ? 0 : value % 7 == 0 ? 1 : 2].Record(microseconds);
        }

        var merged = HistogramCounts.Merge(parts.Select(part => part.Counts()));

        Assert.Equal(all.Counts().Buckets, merged.Buckets);
        Assert.Equal((all.Count, all.Maximum, all.Mean), (20_000, merged.Maximum, merged.Sum / 20_000));
        var histogram = HistogramCounts.ToHistogram([merged]);
        Assert.All(Shares, share => Assert.Equal(all.Percentile(share), histogram.Percentile(share)));
    }

    [Fact]
    public void Counts_Empty_IsNone() => Assert.Same(HistogramCounts.None, new LatencyHistogram().Counts());
}
