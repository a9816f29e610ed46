using OrleansChat.Gateway.Transport;

namespace OrleansChat.Gateway.Tests.Transport;

public sealed class SilenceWatchTests
{
    [Fact]
    public void Tick_NothingWritten_PingsEvery15Seconds()
    {
        var watch = new SilenceWatch();

        var pings = Enumerable.Range(1, 45).Where(_ => watch.Tick(SocketPhase.Open, heard: true, wrote: false) is SilenceVerdict.Ping);

        Assert.Equal([15, 30, 45], pings);
    }

    [Fact]
    public void Tick_SomethingWrittenEachTime_NeverPings()
    {
        var watch = new SilenceWatch();

        Assert.All(Enumerable.Range(1, 100), _ => Assert.Equal(SilenceVerdict.Nothing, watch.Tick(SocketPhase.Open, heard: true, wrote: true)));
    }

    [Theory]
    [InlineData(SocketPhase.Handshake, 6)]
    [InlineData(SocketPhase.Open, 31)]
    public void Tick_NothingHeard_ClosesOnceTheTimeIsCertainlyOver(object phase, int tick)
    {
        var watch = new SilenceWatch();

        var closes = Enumerable.Range(1, 31).First(_ => watch.Tick((SocketPhase)phase, heard: false, wrote: true) is SilenceVerdict.Close);

        Assert.Equal(tick, closes);
    }

    [Fact]
    public void Tick_SomethingHeardInTheHandshake_IsNoReasonToWaitLonger()
    {
        var watch = new SilenceWatch();

        Assert.Equal(6, Enumerable.Range(1, 31).First(_ => watch.Tick(SocketPhase.Handshake, heard: true, wrote: false) is SilenceVerdict.Close));
    }

    [Fact]
    public void Tick_Closing_AbortsWhenTheClientDoesNotAnswer()
    {
        var watch = new SilenceWatch();

        var verdicts = Enumerable.Range(1, 3).Select(_ => watch.Tick(SocketPhase.Closing, heard: true, wrote: false));

        Assert.Equal([SilenceVerdict.Nothing, SilenceVerdict.Nothing, SilenceVerdict.Abort], verdicts);
    }
}
