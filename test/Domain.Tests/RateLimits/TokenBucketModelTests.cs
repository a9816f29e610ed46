using FsCheck.Fluent;
using OrleansChat.Domain.Tests.Properties;
using OrleansChat.Grains.Interfaces;
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
    public void Lease_AnyTimesAlsoBackwards_PassesAllThatTheLimitAndWhatFlowedInAllowAndNoMore(int limit, int windowSeconds)
    {
        var windowMs = windowSeconds * 1000L;
        var steps = Gen.Frequency(
            (6, Gen.Constant(0)), (3, Gen.Choose(0, (int)windowMs / limit)), (1, Gen.Choose(-(int)windowMs, 0)), (1, Gen.Choose(0, (int)windowMs)));
        Sequences.Check(steps, count: 2_500, times =>
        {
            var bucket = new TokenBucket(limit, TimeSpan.FromSeconds(windowSeconds), Start);
            var user = new PromptUser(bucket, Start);
            var (now, latest) = (Start, Start);
            var passed = new List<long>();
            foreach (var step in times)
            {
                now += step;
                latest = Math.Max(latest, now);
                var passes = user.TryUse(latest, now);
                if (passes != IsAllowed(passed, latest, limit, windowMs))
                {
                    Assert.Fail($"{now - Start} ms: {(passes ? "passed" : "refused")} after {string.Join(", ", passed.Select(at => at - Start))}.");
                }

                if (passes)
                {
                    passed.Add(latest);
                }
            }
        });
    }

    /// <summary>A gateway that leases one token at a time, uses it at once, and says so when it asks again or when the lease ends.</summary>
    private sealed class PromptUser(TokenBucket bucket, long start)
    {
        private static readonly GatewayId Gateway = new("gateway");
        private long _number;
        private long _usedAt = start;

        public bool TryUse(long latest, long now)
        {
            if (latest > _usedAt + bucket.LeaseMs)
            {
                bucket.End(new LeaseEnded(Gateway, _number, 0, bucket.LeaseMs), _usedAt + bucket.LeaseMs);
            }

            bucket.End(new LeaseEnded(Gateway, _number, 0, latest - _usedAt), now);
            if (bucket.Lease(new LeaseTokens(Gateway, ++_number, 1, null, null, null!), "activation", now).Value is null)
            {
                // The number of the lease that is still open is the bucket's to remember.
                return false;
            }

            _usedAt = latest;
            return true;
        }
    }

    // N(T) <= limit + T * limit / window for every stretch T that ends now, in whole numbers. Whoever takes each pass that this
    // allows takes as many as anybody can.
    private static bool IsAllowed(List<long> passed, long now, long limit, long windowMs)
    {
        for (var first = 0; first < passed.Count; first++)
        {
            var count = passed.Count - first + 1;
            if ((count - limit) * windowMs > (now - passed[first]) * limit)
            {
                return false;
            }
        }

        return true;
    }
}
