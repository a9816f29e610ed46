using OrleansChat.Client.Sync;
using static OrleansChat.Client.Tests.Sync.Frames;

namespace OrleansChat.Client.Tests.Sync;

public sealed class ReconnectScheduleTests
{
    [Fact]
    public void Next_OneFailureAfterAnother_DoublesTheSpanUpToItsCap()
    {
        var schedule = new ReconnectSchedule(new FixedRandom(0.5));

        Assert.Equal([0.25, 0.5, 1, 2, 4, 8, 15, 15], Enumerable.Range(0, 8).Select(_ => schedule.Next(Start).TotalSeconds));
    }

    [Fact]
    public void Next_ManyClients_AreSpreadOverTheWholeSpan()
    {
        var waits = Enumerable.Range(0, 1000).Select(seed => new ReconnectSchedule(new Random(seed)).Next(Start).TotalMilliseconds).ToList();

        Assert.All(waits, wait => Assert.InRange(wait, 0, 500));
        Assert.All(Enumerable.Range(0, 5), part => Assert.InRange(waits.Count(wait => (int)(wait / 100) == part), 120, 280));
    }

    [Fact]
    public void Next_ServerAskedForTime_WaitsThatFirst()
    {
        var schedule = new ReconnectSchedule(new FixedRandom(0.5));

        Assert.Equal(TimeSpan.FromMilliseconds(40_250), schedule.Next(Start, TimeSpan.FromSeconds(40)));
    }

    [Theory]
    [InlineData(10, 0.25)]
    [InlineData(9, 1)]
    public void Next_AfterAConnection_BeginsAnewOnlyIfThatStood(int seconds, double expected)
    {
        var schedule = new ReconnectSchedule(new FixedRandom(0.5));
        schedule.Next(Start);
        schedule.Next(Start);

        schedule.Opened(Start);

        Assert.Equal(expected, schedule.Next(Start + TimeSpan.FromSeconds(seconds)).TotalSeconds);
    }
}
