using FsCheck.Fluent;
using OrleansChat.Domain.Tests.Properties;
using OrleansChat.Grains.RateLimits;

namespace OrleansChat.Domain.Tests.RateLimits;

public sealed class TokenBucketModelTests
{
    private const long Start = 1_800_000_000_000;

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 7)]
    [InlineData(10, 60)]
    [InlineData(7, 2)]
    public void Take_AnyTimesAlsoBackwards_NeverPassesMoreThanTheLimitAndWhatFlowedIn(int limit, int windowSeconds)
    {
        var windowMs = windowSeconds * 1000L;
        var steps = Gen.Frequency(
            (6, Gen.Constant(0)), (3, Gen.Choose(0, (int)windowMs / limit)), (1, Gen.Choose(-(int)windowMs, 0)), (1, Gen.Choose(0, (int)windowMs)));
        Sequences.Check(steps, count: 2_500, passed =>
        {
            var bucket = new TokenBucket(limit, TimeSpan.FromSeconds(windowSeconds), Start);
            var (now, latest) = (Start, Start);
            var passes = new List<long>();
            foreach (var step in passed)
            {
                now += step;
                latest = Math.Max(latest, now);
                if (bucket.Take(now).Value is not null)
                {
                    passes.Add(latest);
                }
            }

            AssertBounded(passes, limit, windowMs);
        });
    }

    // N(T) <= limit + T * limit / window for every stretch T between two passes, in whole numbers.
    private static void AssertBounded(List<long> passes, long limit, long windowMs)
    {
        for (var first = 0; first < passes.Count; first++)
        {
            for (var last = first; last < passes.Count; last++)
            {
                var (count, elapsed) = (last - first + 1, passes[last] - passes[first]);
                if ((count - limit) * windowMs > elapsed * limit)
                {
                    Assert.Fail($"{count} passed in {elapsed} ms at {limit} in {windowMs} ms.");
                }
            }
        }
    }
}
