using OrleansChat.LoadTest.Scenarios.Limit;

namespace OrleansChat.LoadTest.Tests.Scenarios;

public sealed class AcceptedIntervalsTests
{
    private const long Second = 1_000_000;

    private static readonly LimitBound TenAMinute = new(10, TimeSpan.FromMinutes(1), Slack: 5);

    [Fact]
    public void Fullest_NothingAccepted_IsNone() => Assert.Null(AcceptedIntervals.Fullest([], TenAMinute));

    [Fact]
    public void Fullest_BurstAndThenTheRate_IsNeverOverTheLimit()
    {
        var sends = Enumerable.Repeat(Send(0), 10).Concat(Enumerable.Range(1, 20).Select(number => Send(number * 6 * Second)));

        Assert.InRange(AcceptedIntervals.Fullest(sends, TenAMinute)!.Excess, -0.001, 0);
    }

    [Fact]
    public void Fullest_OneTokenTooMany_ExceedsByOne()
    {
        var sends = Enumerable.Repeat(Send(0), 11).ToArray();

        Assert.Equal(1, AcceptedIntervals.Fullest(sends, TenAMinute)!.Excess, tolerance: 0.001);
    }

    [Fact]
    public void Fullest_BurstHiddenInALongQuietRun_IsFoundWhereItIs()
    {
        // Far below the rate over the whole run, and seventeen at once in the middle of it.
        var sends = Enumerable.Range(0, 50).Select(number => Send(number * 60 * Second)).Concat(Enumerable.Repeat(Send(1510 * Second), 17));

        var fullest = AcceptedIntervals.Fullest(sends, TenAMinute)!;

        Assert.Equal((1510 * Second, 17), (fullest.From, fullest.Accepted));
        Assert.True(fullest.Excess > TenAMinute.Slack);
    }

    [Fact]
    public void Fullest_AnswersThatCameLateAllAtOnce_AccuseNobody()
    {
        // Sent at the rate, answered together: the server may well have accepted each when it was sent.
        var sends = Enumerable.Range(0, 60).Select(number => new AcceptedSend(number * 6 * Second, 400 * Second));

        Assert.True(AcceptedIntervals.Fullest(sends, TenAMinute)!.Excess <= 0.001);
    }

    [Fact]
    public void Fullest_SentTogetherAndAnsweredAtTheRate_AccuseNobody()
    {
        var sends = Enumerable.Range(0, 60).Select(number => new AcceptedSend(0, number * 6 * Second));

        Assert.True(AcceptedIntervals.Fullest(sends, TenAMinute)!.Excess <= 1.001);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Fullest_AnyHistory_IsThatOfTryingEveryInterval(int seed)
    {
        var random = new Random(seed);
        var sends = Enumerable.Range(0, 60).Select(_ => random.NextInt64(100 * Second)).Select(at => new AcceptedSend(at, at + random.NextInt64(5 * Second))).ToArray();

        var tried = from begin in sends
                    from end in sends
                    where end.AnsweredAt > begin.BeganAt
                    let inside = sends.Count(send => send.BeganAt >= begin.BeganAt && send.AnsweredAt <= end.AnsweredAt)
                    select inside - TenAMinute.Allowed(end.AnsweredAt - begin.BeganAt);

        Assert.Equal(tried.Max(), AcceptedIntervals.Fullest(sends, TenAMinute)!.Excess, tolerance: 1e-9);
    }

    [Theory]
    [InlineData(1, 10)]
    [InlineData(2, 10)]
    [InlineData(3, 10)]
    public void Fullest_TrueBucketOverASlowNetwork_IsNeverAccused(int seed, int burst)
    {
        var random = new Random(seed);
        var bound = new LimitBound(burst, TimeSpan.FromMinutes(1), Slack: 0);
        List<AcceptedSend> sends = [];
        var (level, last) = ((double)burst, 0L);
        for (var at = 0L; at < 300 * Second; at += random.NextInt64(Second))
        {
            level = Math.Min(burst, level + (double)burst * (at - last) / bound.Window.TotalMicroseconds);
            last = at;
            if (level >= 1)
            {
                level--;
                sends.Add(new AcceptedSend(at - random.NextInt64(3 * Second), at + random.NextInt64(3 * Second)));
            }
        }

        Assert.True(AcceptedIntervals.Fullest(sends, bound)!.Excess < 1e-6);
    }

    [Fact]
    public void Most_WindowOfALength_CountsThoseWhollyInside()
    {
        AcceptedSend[] sends = [new(0, 10), new(5, 100), new(50, 1_000_000), new(60, 1_000_051), new(2_000_000, 2_000_001)];

        Assert.Equal(3, AcceptedIntervals.Most(sends, TimeSpan.FromSeconds(1)));
        Assert.Equal(0, AcceptedIntervals.Most([], TimeSpan.FromSeconds(1)));
    }

    private static AcceptedSend Send(long at) => new(at, at + 500);
}
