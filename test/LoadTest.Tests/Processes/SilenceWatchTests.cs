using OrleansChat.LoadTest.Processes;
using OrleansChat.Testing;

namespace OrleansChat.LoadTest.Tests.Processes;

public sealed class SilenceWatchTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly FakeTime _time = new();
    private int _exceeded;

    [Fact]
    public void Heard_AgainAndAgain_IsNoSilence()
    {
        using var watch = Watch();
        for (var said = 0; said < 10; said++)
        {
            _time.Advance(Limit / 2);
            watch.Heard();
        }

        Assert.Equal(0, _exceeded);
    }

    [Fact]
    public void Silence_AsLongAsTheLimit_IsToldOnce()
    {
        using var watch = Watch();
        _time.Advance(Limit * 3);

        Assert.Equal(1, _exceeded);
    }

    [Fact]
    public void Silence_AfterItsEnd_IsNotWatched()
    {
        Watch().Dispose();
        _time.Advance(Limit * 3);

        Assert.Equal(0, _exceeded);
    }

    private SilenceWatch Watch() => new SilenceLimit(_time, Limit).Watch(_ => _exceeded++);
}
