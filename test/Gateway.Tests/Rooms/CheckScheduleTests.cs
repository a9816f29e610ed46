using OrleansChat.Gateway.Rooms;

namespace OrleansChat.Gateway.Tests.Rooms;

public sealed class CheckScheduleTests
{
    private CheckSchedule _checks;
    private int _tick;

    [Fact]
    public void IsDue_QuietRoom_EachTimeWhenItWasQuietFor25() =>
        Assert.Equal([1, 26, 51, 76, 101, 126, 151, 176, 201, 226], TicksOfChecks(240, heard: _ => false).Select(tick => tick - 1));

    [Theory]
    [InlineData(1, new[] { 51, 101, 151 })]
    [InlineData(5, new[] { 2, 52, 102, 152 })]
    [InlineData(25, new[] { 2, 52, 102, 152 })]
    public void IsDue_HeardMoreOften_OnlyOnceIn50(int each, int[] due) => Assert.Equal(due, TicksOfChecks(200, heard: tick => tick % each == 0));

    [Fact]
    public void IsDue_HeardForTheLastTime_25TicksLaterAtTheLatest()
    {
        foreach (var last in Enumerable.Range(30, 150))
        {
            (_checks, _tick) = (default, 0);
            var next = TicksOfChecks(last + 26, heard: tick => tick <= last).First(tick => tick > last);
            Assert.InRange(next - last, 1, CheckSchedule.Quiet);
        }
    }

    [Fact]
    public void IsDue_RoomsThatCameTogether_AreComparedOneAfterAnother()
    {
        var rooms = new CheckSchedule[1_000];
        for (var tick = 1; tick <= 100; tick++)
        {
            var due = Enumerable.Range(0, rooms.Length).Count(number => rooms[number].IsDue(tick, number));
            Assert.InRange(due, tick == 1 ? 0 : 1, (rooms.Length / CheckSchedule.Quiet) + (rooms.Length / CheckSchedule.Longest));
        }
    }

    [Fact]
    public void IsDue_BusyRoomsThatCameTogether_AreComparedOneAfterAnother()
    {
        var rooms = new CheckSchedule[1_000];
        for (var tick = 1; tick <= 600; tick++)
        {
            var due = Enumerable.Range(0, rooms.Length).Count(number =>
            {
                rooms[number].Hear();
                return rooms[number].IsDue(tick, number);
            });
            Assert.InRange(due, 0, rooms.Length / CheckSchedule.Longest);
        }
    }

    private List<int> TicksOfChecks(int ticks, Func<int, bool> heard)
    {
        List<int> due = [];
        while (_tick < ticks)
        {
            if (heard(++_tick))
            {
                _checks.Hear();
            }

            if (_checks.IsDue(_tick, number: 0))
            {
                due.Add(_tick);
            }
        }

        return due;
    }
}
