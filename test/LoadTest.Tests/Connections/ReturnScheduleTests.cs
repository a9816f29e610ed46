using OrleansChat.LoadTest.Connections;

namespace OrleansChat.LoadTest.Tests.Connections;

public sealed class ReturnScheduleTests
{
    [Fact]
    public void Next_OneFailureAfterTheOther_DoublesUpToTwoSeconds()
    {
        var schedule = new ReturnSchedule(new LastValue());

        Assert.Equal([500_000, 1_000_000, 2_000_000, 2_000_000], Enumerable.Range(0, 4).Select(_ => schedule.Next()));
    }

    [Fact]
    public void Next_CameBackMeanwhile_BeginsAnew()
    {
        var schedule = new ReturnSchedule(new LastValue());
        schedule.Next();
        schedule.Succeeded();

        Assert.Equal(500_000, schedule.Next());
    }

    [Fact]
    public void Next_ServerAskedToWait_WaitsForThatFirst() => Assert.Equal(1_500_000, new ReturnSchedule(new LastValue()).Next(1_000_000));

    private sealed class LastValue : Random
    {
        public override double NextDouble() => 1;
    }
}
