using OrleansChat.Contracts;
using OrleansChat.Grains.Interfaces;
using OrleansChat.Grains.RateLimits;

namespace OrleansChat.Domain.Tests.RateLimits;

public sealed class TokenBucketTests
{
    private const long Start = 1_800_000_000_000;
    private static readonly GatewayId Left = new("left");
    private static readonly GatewayId Right = new("right");

    private readonly TokenBucket _bucket = new(limit: 10, TimeSpan.FromSeconds(60), Start);
    private long _number;

    [Fact]
    public void Lease_FullBucket_GivesTheLimitAtOnce() => Assert.Equal(10, UseUntilRefused(_bucket, Start));

    [Fact]
    public void Lease_FullBucket_GivesHalfSoThatAnotherGatewayFindsSome()
    {
        Assert.Equal(5, Lease(Left, Start).Value!.Count);
        Assert.Equal(1, Lease(Right, Start).Value!.Count);
    }

    [Fact]
    public void Lease_FewerWanted_GivesNoMore() =>
        Assert.Equal(2, _bucket.Lease(new LeaseTokens(Left, 1, 2, null, null, null!), "a", Start).Value!.Count);

    [Fact]
    public void Lease_EmptyBucket_SaysWhenAndHowMuch()
    {
        UseUntilRefused(_bucket, Start);
        var refusal = Lease(Left, Start).Refusal!;
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
    public void Lease_AfterRetryAfter_PassesAndNotAMillisecondBefore(int limit, int windowSeconds)
    {
        var bucket = new TokenBucket(limit, TimeSpan.FromSeconds(windowSeconds), Start);
        UseUntilRefused(bucket, Start);
        var wait = Lease(bucket, Left, Start).Refusal!.RetryAfterMs!.Value;
        Assert.NotNull(Lease(bucket, Left, Start + wait - 1).Refusal);
        Assert.NotNull(Lease(bucket, Left, Start + wait).Value);
    }

    [Theory]
    [InlineData(6_000, 1)]
    [InlineData(11_999, 1)]
    [InlineData(30_000, 5)]
    [InlineData(60_000, 10)]
    [InlineData(3_600_000, 10)]
    [InlineData(1_000_000_000_000, 10)]
    public void Lease_SomeTimeLater_GivesWhatFlowedInUpToTheLimit(long later, int expected)
    {
        UseUntilRefused(_bucket, Start);
        Assert.Equal(expected, UseUntilRefused(_bucket, Start + later));
    }

    [Fact]
    public void Lease_ClockStepsBack_GivesNothingAndTakesNothing()
    {
        UseUntilRefused(_bucket, Start);
        Assert.NotNull(Lease(Left, Start - 3_600_000).Refusal);
        Assert.NotNull(Lease(Left, Start + 5_999).Refusal);
        Assert.NotNull(Lease(Left, Start + 6_000).Value);
    }

    [Fact]
    public void Lease_ClockJumpsToItsEnd_IsFullAndNoMore() => Assert.Equal(10, UseUntilRefused(_bucket, DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()));

    [Fact]
    public void Lease_WhileAnotherIsOut_LetsNoMoreFlowInThanTheLimit()
    {
        Lease(Left, Start);
        Assert.Equal(5, UseUntilRefused(_bucket, Start + 29_000, Right));
    }

    [Fact]
    public void Lease_OvertakenByALaterOne_GivesNothing()
    {
        Lease(Left, Start);
        var late = _bucket.Lease(new LeaseTokens(Left, 0, 9, null, null, null!), "a", Start);
        Assert.Equal(ChatErrorCode.RateLimited, late.Refusal!.Code);
        Assert.Equal(5, UseUntilRefused(_bucket, Start, Right));
    }

    [Fact]
    public void End_Unused_GivesThemToTheOthersOnce()
    {
        var leased = Lease(Left, Start).Value!;
        var ended = new LeaseEnded(Left, _number, leased.Count, 0);
        _bucket.End(ended, Start);
        _bucket.End(ended, Start);
        Assert.Equal(10, UseUntilRefused(_bucket, Start, Right));
    }

    [Fact]
    public void End_OfAnotherLease_GivesNothing()
    {
        Lease(Left, Start);
        _bucket.End(new LeaseEnded(Left, _number + 1, 5, 0), Start);
        _bucket.End(new LeaseEnded(Right, _number, 5, 0), Start);
        Assert.Equal(5, UseUntilRefused(_bucket, Start, Right));
    }

    [Fact]
    public void End_SomeUsedLongAgo_GivesWhatWouldHaveFlownInSince()
    {
        // Two used at the start of the lease: after 12 s both have come back, as if each had cost a call.
        Lease(Left, Start);
        _bucket.End(new LeaseEnded(Left, _number, 3, UsedAgoMs: 12_000), Start + 12_000);
        Assert.Equal(10, UseUntilRefused(_bucket, Start + 12_000, Right));
    }

    [Fact]
    public void End_UsedJustNow_GivesNothingForTheTimeBefore()
    {
        Lease(Left, Start);
        _bucket.End(new LeaseEnded(Left, _number, 3, UsedAgoMs: 0), Start + 12_000);
        Assert.Equal(8, UseUntilRefused(_bucket, Start + 12_000, Right));
    }

    [Fact]
    public void End_NeverTold_CountsAsUsedWhenTheLeaseAndItsGraceAreOver()
    {
        Lease(Left, Start);
        Assert.Equal(8, UseUntilRefused(_bucket, Start + 60_000 + 18_000, Right));
    }

    [Fact]
    public void AfterLosses_JustNow_HasOneTokenAndRepaysIt()
    {
        var bucket = TokenBucket.AfterLosses(10, TimeSpan.FromSeconds(60), [Start], Start);
        Assert.Equal(1, UseUntilRefused(bucket, Start));
        Assert.Equal(12_000, Lease(bucket, Left, Start).Refusal!.RetryAfterMs);
        Assert.Equal(0, UseUntilRefused(bucket, Start + 11_999));
        Assert.Equal(1, UseUntilRefused(bucket, Start + 12_000));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(30_000, 5)]
    [InlineData(59_999, 9)]
    [InlineData(60_000, 10)]
    [InlineData(600_000, 10)]
    public void AfterLosses_SomeTimeAgo_HasWhatFlowedInSince(long ago, int expected) =>
        Assert.Equal(expected, UseUntilRefused(TokenBucket.AfterLosses(10, TimeSpan.FromSeconds(60), [Start - ago], Start), Start));

    [Theory]
    [InlineData(4, 1)]
    [InlineData(5, 0)]
    [InlineData(8, 0)]
    public void AfterLosses_ManyAtOnce_HasNothingPastFour(int losses, int expected) =>
        Assert.Equal(expected, UseUntilRefused(TokenBucket.AfterLosses(10, TimeSpan.FromSeconds(60), [.. Enumerable.Repeat(Start, losses)], Start), Start));

    [Fact]
    public void AfterLosses_SlowerThanTokensFlowIn_OwesOneEachTime()
    {
        var bucket = TokenBucket.AfterLosses(10, TimeSpan.FromSeconds(60), [Start - 12_000, Start - 6_000, Start], Start);
        Assert.Equal(1, UseUntilRefused(bucket, Start));
        Assert.Equal(12_000, Lease(bucket, Left, Start).Refusal!.RetryAfterMs);
    }

    [Fact]
    public void CorrectBeginning_BeganFull_RepaysWhatItGaveOnce()
    {
        Assert.Equal(10, UseUntilRefused(_bucket, Start));
        _bucket.CorrectBeginning();
        _bucket.CorrectBeginning();
        Assert.Equal(66_000, Lease(Left, Start).Refusal!.RetryAfterMs);
        Assert.Equal(1, UseUntilRefused(_bucket, Start + 66_000));
    }

    [Fact]
    public void CorrectBeginning_BeganAfterALoss_ChangesNothing()
    {
        var bucket = TokenBucket.AfterLosses(10, TimeSpan.FromSeconds(60), [Start], Start);
        bucket.CorrectBeginning();
        Assert.Equal(1, UseUntilRefused(bucket, Start));
    }

    private Reply<TokensLeased> Lease(GatewayId gateway, long now) => Lease(_bucket, gateway, now);

    private Reply<TokensLeased> Lease(TokenBucket bucket, GatewayId gateway, long now) =>
        bucket.Lease(new LeaseTokens(gateway, ++_number, int.MaxValue, null, null, null!), "a", now);

    private int UseUntilRefused(TokenBucket bucket, long now) => UseUntilRefused(bucket, now, Left);

    private int UseUntilRefused(TokenBucket bucket, long now, GatewayId gateway)
    {
        var taken = 0;
        while (Lease(bucket, gateway, now).Value is { } leased)
        {
            taken += leased.Count;
        }

        return taken;
    }
}
