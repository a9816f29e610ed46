namespace OrleansChat.History.Tests;

public sealed class LimitCheckerTests
{
    private readonly Findings _findings = new();

    [Fact]
    public void Accepted_BurstAndThenTheRate_FindsNothing()
    {
        var limit = Limit(slack: 0);
        Accept(limit, user: 1, 0, 0, 0, 20, 40, 60);
        Accept(limit, user: 2, 0, 0, 0);
        Assert.Equal(0, _findings.Total);
    }

    [Fact]
    public void Accepted_OneMoreThanTheBurst_IsOneTooMany()
    {
        Accept(Limit(slack: 0), user: 7, 0, 0, 0, 0, 20);
        var violation = Assert.Single(_findings.First);
        Assert.Equal((ViolationKind.OverLimit, "messages: user 7 had one operation too many accepted at 00:00:00"), (violation.Kind, violation.Text));
    }

    [Fact]
    public void Accepted_JustBeforeTheRefill_IsOneTooMany()
    {
        Accept(Limit(slack: 0), user: 7, 0, 0, 0, 19.9999999);
        Assert.Equal(1, _findings.Count(ViolationKind.OverLimit));
    }

    [Fact]
    public void Accepted_WithinTheSlack_FindsNothing()
    {
        Accept(Limit(slack: 2), user: 7, 0, 0, 0, 0, 0);
        Assert.Equal(0, _findings.Total);
    }

    [Fact]
    public void Accepted_AfterALongTime_HasNoMoreThanTheBurst()
    {
        Accept(Limit(slack: 0), user: 7, 0, 1e9, 1e9, 1e9, 1e9);
        Assert.Equal(1, _findings.Total);
    }

    [Fact]
    public void Accepted_RandomTimes_AgreesWithEveryInterval()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var random = new Random(seed);
            var findings = new Findings();
            var limit = new LimitChecker("messages", findings, 3, 3, TimeSpan.FromMinutes(1));
            var times = Enumerable.Range(0, 8).Select(_ => random.Next(120)).Order().ToArray();
            foreach (var time in times)
            {
                limit.Accepted(1, TimeSpan.FromSeconds(time));
            }

            var isOver = Enumerable.Range(0, times.Length).Any(last => Enumerable.Range(0, last + 1).Any(first =>
                last - first + 1 > 3 + (times[last] - times[first]) / 20.0));
            Assert.Equal(isOver, findings.Total > 0);
        }
    }

    private static void Accept(LimitChecker limit, int user, params double[] seconds)
    {
        foreach (var second in seconds)
        {
            limit.Accepted(user, TimeSpan.FromSeconds(second));
        }
    }

    private LimitChecker Limit(int slack) => new("messages", _findings, burst: 3, perWindow: 3, TimeSpan.FromMinutes(1), slack);
}
