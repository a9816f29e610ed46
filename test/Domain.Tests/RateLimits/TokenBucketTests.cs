using OrleansChat.Contracts;
using OrleansChat.Grains.RateLimits;

namespace OrleansChat.Domain.Tests.RateLimits;

public sealed class TokenBucketTests
{
    private const long Start = 1_800_000_000_000;

    private readonly TokenBucket _bucket = new(limit: 10, TimeSpan.FromSeconds(60), Start);

    [Fact]
    public void Take_FullBucket_GivesTheLimitAtOnce()
    {
        Assert.Equal(10, TakeUntilRefused(_bucket, Start));
    }

    [Fact]
    public void Take_EmptyBucket_SaysWhenAndHowMuch()
    {
        TakeUntilRefused(_bucket, Start);
        var refusal = _bucket.Take(Start).Refusal!;
        Assert.Equal(
            (ChatErrorCode.RateLimited, 6000L, 10, 0, 60),
            (refusal.Code, refusal.RetryAfterMs!.Value, refusal.Limit!.Value, refusal.Remaining!.Value, refusal.WindowSeconds!.Value));
        Assert.Equal("At most 10 in 60 s; try again in 6000 ms.", refusal.Message);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 7)]
    [InlineData(7, 3)]
    [InlineData(1000, 1)]
    [InlineData(1_000_000, 86_400)]
    public void Take_AfterRetryAfter_PassesAndNotAMillisecondBefore(int limit, int windowSeconds)
    {
        var bucket = new TokenBucket(limit, TimeSpan.FromSeconds(windowSeconds), Start);
        TakeUntilRefused(bucket, Start);
        var wait = bucket.Take(Start).Refusal!.RetryAfterMs!.Value;
        Assert.NotNull(bucket.Take(Start + wait - 1).Refusal);
        Assert.NotNull(bucket.Take(Start + wait).Value);
    }

    [Theory]
    [InlineData(6_000, 1)]
    [InlineData(11_999, 1)]
    [InlineData(30_000, 5)]
    [InlineData(60_000, 10)]
    [InlineData(3_600_000, 10)]
    [InlineData(1_000_000_000_000, 10)]
    public void Take_SomeTimeLater_GivesWhatFlowedInUpToTheLimit(long later, int expected)
    {
        TakeUntilRefused(_bucket, Start);
        Assert.Equal(expected, TakeUntilRefused(_bucket, Start + later));
    }

    [Fact]
    public void Take_ClockStepsBack_GivesNothingAndTakesNothing()
    {
        TakeUntilRefused(_bucket, Start);
        Assert.NotNull(_bucket.Take(Start - 3_600_000).Refusal);
        Assert.NotNull(_bucket.Take(Start + 5_999).Refusal);
        Assert.NotNull(_bucket.Take(Start + 6_000).Value);
    }

    [Fact]
    public void Take_ClockJumpsToItsEnd_IsFullAndNoMore() => Assert.Equal(10, TakeUntilRefused(_bucket, DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()));

    private static int TakeUntilRefused(TokenBucket bucket, long now)
    {
        var taken = 0;
        while (bucket.Take(now).Value is not null)
        {
            taken++;
        }

        return taken;
    }
}
