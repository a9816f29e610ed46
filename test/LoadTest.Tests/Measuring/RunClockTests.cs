using OrleansChat.LoadTest.Measuring;

namespace OrleansChat.LoadTest.Tests.Measuring;

public sealed class RunClockTests
{
    [Fact]
    public async Task WaitUntil_TimerEndsEarly_WaitsForTheRest()
    {
        var now = 1000L;
        var until = now + 5000;
        List<TimeSpan> waits = [];

        await RunClock.WaitUntilAsync(until, () => now, left =>
        {
            waits.Add(left);
            now += 3000;
            return Task.CompletedTask;
        });

        Assert.True(now >= until);
        Assert.True(waits.Count > 1);
        Assert.All(waits, left => Assert.InRange(left, TimeSpan.FromMicroseconds(1), TimeSpan.FromMilliseconds(5)));
    }

    [Fact]
    public async Task WaitUntil_Past_WaitsForNothing()
    {
        await RunClock.WaitUntilAsync(1000, () => 1000, _ => throw new InvalidOperationException("It waited."));
    }
}
