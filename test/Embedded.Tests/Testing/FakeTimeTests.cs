namespace OrleansChat.Embedded.Tests.Testing;

public sealed class FakeTimeTests
{
    [Fact]
    public void Advance_OverSeveralTimers_FiresThemInOrderAtTheirTimes()
    {
        var time = new FakeTime();
        var start = time.GetUtcNow();
        var fired = new List<(string, TimeSpan)>();
        using var late = Timer("late", 5, Timeout.InfiniteTimeSpan);
        using var often = Timer("often", 2, TimeSpan.FromSeconds(2));

        time.Advance(TimeSpan.FromSeconds(6));

        Assert.Equal([("often", 2), ("often", 4), ("late", 5), ("often", 6)], fired.Select(each => (each.Item1, (int)each.Item2.TotalSeconds)));
        Assert.Equal(start + TimeSpan.FromSeconds(6), time.GetUtcNow());

        ITimer Timer(string name, int due, TimeSpan period) =>
            time.CreateTimer(_ => fired.Add((name, time.GetUtcNow() - start)), null, TimeSpan.FromSeconds(due), period);
    }

    [Fact]
    public void Timer_DisposedOrChangedOnTheWay_FiresAccordingly()
    {
        var time = new FakeTime();
        var fired = new List<string>();
        var disposed = time.CreateTimer(_ => fired.Add("disposed"), null, TimeSpan.FromSeconds(3), Timeout.InfiniteTimeSpan);
        var moved = time.CreateTimer(_ => fired.Add("moved"), null, TimeSpan.FromSeconds(3), Timeout.InfiniteTimeSpan);
        using var first = time.CreateTimer(
            _ =>
            {
                disposed.Dispose();
                moved.Change(TimeSpan.FromSeconds(9), Timeout.InfiniteTimeSpan);
            },
            null,
            TimeSpan.FromSeconds(1),
            Timeout.InfiniteTimeSpan);

        time.Advance(TimeSpan.FromSeconds(9));
        Assert.Empty(fired);

        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(["moved"], fired);
    }

    [Fact]
    public async Task Delay_OnTheClock_EndsWhenTheClockSaysSo()
    {
        var time = new FakeTime();
        var delay = Task.Delay(TimeSpan.FromSeconds(10), time);
        time.Advance(TimeSpan.FromSeconds(9));
        Assert.False(delay.IsCompleted);

        time.Advance(TimeSpan.FromSeconds(1));
        await delay;
    }
}
