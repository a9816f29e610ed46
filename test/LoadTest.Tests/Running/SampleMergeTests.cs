using OrleansChat.LoadTest.Measuring;
using OrleansChat.LoadTest.Running;

namespace OrleansChat.LoadTest.Tests.Running;

public sealed class SampleMergeTests
{
    [Fact]
    public void TryTake_AllHaveTold_AddsUp()
    {
        var merge = new SampleMerge(2);
        merge.Add(0, Sample(4, RunPhase.Measuring, 10, latency: 100));
        Assert.False(merge.TryTake(out _));

        merge.Add(1, Sample(4, RunPhase.WarmUp, 5, latency: 900));

        Assert.True(merge.TryTake(out var merged));
        Assert.Equal((4, RunPhase.WarmUp, 15, 15.0, 15.0), (merged.Interval, merged.Phase, merged.Connections, merged.SentPerSecond, merged.DeliveredPerSecond));
        Assert.Equal(new RunTotals(15, 15, 15, 15, 15, 15), merged.Totals);
        Assert.Equal([100L, 1, 900, 1], merged.Measured.Buckets);
        Assert.False(merge.TryTake(out _));
    }

    [Fact]
    public void TryTake_OneWasHeldUp_ItsSampleStandsForEachIntervalThatItCovers()
    {
        var merge = new SampleMerge(2);
        merge.Add(0, Sample(4, RunPhase.Measuring, 10));
        merge.Add(0, Sample(5, RunPhase.Measuring, 20));
        merge.Add(0, Sample(6, RunPhase.Measuring, 30));
        merge.Add(1, Sample(5, RunPhase.Measuring, 1));

        Assert.Equal([(1_000_000L, 11L), (1_250_000L, 21L)], Taken(merge));
    }

    [Fact]
    public void TryTake_OneHasFinished_CountsAsItStood()
    {
        var merge = new SampleMerge(2);
        merge.Add(0, Sample(4, RunPhase.Settling, 10));
        merge.Add(1, Sample(4, RunPhase.Settling, 1));
        merge.Finish(1);
        merge.Add(0, Sample(5, RunPhase.Settling, 20));

        Assert.True(merge.TryTake(out _));
        Assert.True(merge.TryTake(out var last));
        Assert.Equal((1_250_000L, 21L, 20.0, 21L), (last.AtMicroseconds, last.Connections, last.DeliveredPerSecond, last.Totals.Delivered));
    }

    [Fact]
    public void TryTake_AllHaveFinished_IsNothing()
    {
        var merge = new SampleMerge(2);
        merge.Finish(0);
        merge.Finish(1);

        Assert.False(merge.TryTake(out _));
    }

    [Fact]
    public void TryTake_OneProcess_IsWhatItTold()
    {
        var merge = new SampleMerge(1);
        merge.Add(0, Sample(4, RunPhase.Opening, 10));
        merge.Add(0, Sample(9, RunPhase.Opening, 20));

        Assert.Equal([(1_000_000L, 10L), (2_250_000L, 20L)], Taken(merge));
    }

    private static IEnumerable<(long At, long Connections)> Taken(SampleMerge merge)
    {
        while (merge.TryTake(out var merged))
        {
            yield return (merged.AtMicroseconds, merged.Connections);
        }
    }

    private static RunSample Sample(long interval, RunPhase phase, long number, long? latency = null)
    {
        var histogram = new LatencyHistogram();
        if (latency is { } microseconds)
        {
            histogram.Record(microseconds);
        }

        return new RunSample(interval, interval * 250_000, phase, number, number, number, HistogramCounts.None, histogram.Counts(), new RunTotals(number, number, number, number, number, number));
    }
}
