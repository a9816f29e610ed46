using OrleansChat.Bench.Generating;

namespace OrleansChat.Bench.Tests.Generating;

public sealed class SendPlanTests
{
    [Fact]
    public void Connection_OneTurn_HasEverybodyOnce()
    {
        var plan = new SendPlan(100, 50, seed: 1);

        Assert.Equal(Enumerable.Range(0, 100), Enumerable.Range(0, 100).Select(message => plan.Connection(message)).Order());
        Assert.Equal(plan.Connection(3), plan.Connection(103));
    }

    [Fact]
    public void Due_AnyRate_IsAtEvenDistances()
    {
        var plan = new SendPlan(7, 5000, seed: 1);

        Assert.Equal([0L, 200, 400, 1_000_000], new long[] { 0, 1, 2, 5000 }.Select(plan.Due));
    }
}
