using OrleansChat.Grains.Rooms;

namespace OrleansChat.Domain.Tests.Rooms;

public sealed class LamportClockTests
{
    [Theory]
    [InlineData(0, 101)]
    [InlineData(-5, 101)]
    [InlineData(long.MinValue, 101)]
    [InlineData(99, 101)]
    [InlineData(100, 101)]
    [InlineData(101, 102)]
    [InlineData(500, 501)]
    [InlineData(100 + LamportClock.GreatestLead, 101 + LamportClock.GreatestLead)]
    [InlineData(101 + LamportClock.GreatestLead, 101 + LamportClock.GreatestLead)]
    [InlineData(long.MaxValue, 101 + LamportClock.GreatestLead)]
    public void Tick_SendersClock_IsHeardWithinTheLead(long sender, long expected)
    {
        var clock = new LamportClock(100);
        Assert.Equal(expected, clock.Tick(sender));
        Assert.Equal(expected, clock.Now);
    }

    [Fact]
    public void Tick_OneAfterTheOther_CountsOn()
    {
        var clock = new LamportClock(7);
        Assert.Equal([8L, 9L, 10L], [clock.Tick(), clock.Tick(), clock.Tick()]);
    }

    [Theory]
    [InlineData(99, 100)]
    [InlineData(1_000_000, 1_000_000)]
    public void Observe_Replica_TakesTheHigherWithoutBound(long replica, long expected)
    {
        var clock = new LamportClock(100);
        clock.Observe(replica);
        Assert.Equal(expected, clock.Now);
    }
}
