using OrleansChat.Gateway.Rooms;
using OrleansChat.Testing;

namespace OrleansChat.Gateway.Tests.Rooms;

public sealed class TypingThrottleTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private readonly FakeTime _time = new();
    private TypingThrottle _throttle;

    [Fact]
    public void Passes_FirstOn_Does() => Assert.True(Passes(on: true));

    [Fact]
    public void Passes_OffWithoutOn_DoesNot() => Assert.False(Passes(on: false));

    [Fact]
    public void Passes_OnWithinTheInterval_DoesNot()
    {
        Passes(on: true);
        _time.Advance(Interval - TimeSpan.FromMilliseconds(1));

        Assert.False(Passes(on: true));
    }

    [Fact]
    public void Passes_OnAfterTheInterval_DoesAndBeginsAnother()
    {
        Passes(on: true);
        _time.Advance(Interval);

        Assert.True(Passes(on: true));
        Assert.False(Passes(on: true));
    }

    [Fact]
    public void Passes_ThrottledOn_DoesNotPutTheNextOneOff()
    {
        Passes(on: true);
        _time.Advance(TimeSpan.FromSeconds(1));
        Passes(on: true);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.True(Passes(on: true));
    }

    [Fact]
    public void Passes_OffAfterOn_DoesOnce()
    {
        Passes(on: true);

        Assert.True(Passes(on: false));
        Assert.False(Passes(on: false));
    }

    private bool Passes(bool on) => _throttle.Passes(on, _time.GetTimestamp(), _time, Interval);
}
