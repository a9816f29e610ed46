using OrleansChat.LoadTest.Options;
using OrleansChat.LoadTest.Running;

namespace OrleansChat.LoadTest.Tests.Running;

public sealed class SendScheduleTests
{
    private static readonly LoadOptions Options = new()
    {
        Urls = [], JsonFile = "", ReportFile = "", Rooms = 10, Users = 7, Rate = 100, Warmup = TimeSpan.FromSeconds(2), Duration = TimeSpan.FromSeconds(5),
    };

    [Fact]
    public void Connection_EachRound_IsEveryConnectionOnce()
    {
        var schedule = new SendSchedule(Options, RunShare.Whole(Options));
        for (var round = 0; round < 3; round++)
        {
            var senders = Enumerable.Range(round * 70, 70).Select(message => schedule.Connection(message));
            Assert.Equal(Enumerable.Range(0, 70), senders.Order());
        }
    }

    [Fact]
    public void Due_EvenRate_IsAtEvenDistances()
    {
        var schedule = new SendSchedule(Options, RunShare.Whole(Options));
        Assert.Equal(700, schedule.Count);
        Assert.Equal(0, schedule.Due(0));
        Assert.Equal(10_000, schedule.Due(1));
        Assert.Equal(6_990_000, schedule.Due(699));
        Assert.Equal(2_000_000, schedule.MeasuredAfter);
    }

    [Fact]
    public void Connection_OtherSeed_IsAnotherOrder()
    {
        static IEnumerable<int> Order(int seed) => Enumerable.Range(0, 70).Select(message => new SendSchedule(Options with { Seed = seed }, RunShare.Whole(Options)).Connection(message));
        Assert.Equal(Order(1), Order(1));
        Assert.NotEqual(Order(1), Order(2));
    }

    [Theory]
    [InlineData(2, 100)]
    [InlineData(3, 33.3)]
    [InlineData(10, 1.7)]
    public void Schedules_OfAllShares_AreThatOfTheWholeRun(int processes, double rate)
    {
        var options = Options with { Processes = processes, Rate = rate };

        var parts = RunShare.Split(options).SelectMany(share => Sends(options, share)).Order();

        Assert.Equal(Sends(options, RunShare.Whole(options)).Order(), parts);
    }

    private static IEnumerable<(long Number, long Due, int Connection)> Sends(LoadOptions options, RunShare share)
    {
        var schedule = new SendSchedule(options, share);
        for (var message = 0L; message < schedule.Count; message++)
        {
            yield return (schedule.Number(message), schedule.Due(message), share.FirstConnection(options) + schedule.Connection(message));
        }
    }
}
