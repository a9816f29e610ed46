using OrleansChat.LoadTest.Measuring;

namespace OrleansChat.LoadTest.Tests.Measuring;

public sealed class RunClockTests
{
    [Fact]
    public async Task WaitUntil_TimerEndsEarly_WaitsForTheRest()
    {
        var clock = new RunClock();
        var until = clock.Microseconds + 5000;
        List<TimeSpan> waits = [];

        await clock.WaitUntilAsync(until, left =>
        {
            waits.Add(left);
            return Task.CompletedTask;
        });

        Assert.True(clock.Microseconds >= until);
        Assert.True(waits.Count > 1);
        Assert.All(waits, left => Assert.InRange(left, TimeSpan.FromMicroseconds(1), TimeSpan.FromMilliseconds(5)));
    }

    [Fact]
    public async Task WaitUntil_Past_WaitsForNothing()
    {
        var clock = new RunClock();

        await clock.WaitUntilAsync(clock.Microseconds, _ => throw new InvalidOperationException("It waited."));
    }
}
