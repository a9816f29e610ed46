using OrleansChat.LoadTest.Measuring;
using OrleansChat.LoadTest.Mix;
using OrleansChat.LoadTest.Options;
using OrleansChat.LoadTest.Processes.Protocol;
using OrleansChat.LoadTest.Running;
using OrleansChat.LoadTest.Tests.Running;

namespace OrleansChat.LoadTest.Tests.Processes;

public sealed class ProtocolLinesTests
{
    [Fact]
    public void Play_WithEveryOption_ComesBackAsItWas()
    {
        var options = new LoadOptions
        {
            Urls = [new Uri("http://localhost:5000"), new Uri("http://[::1]:5001")],
            Rooms = 11,
            Users = 3,
            Rate = 12.5,
            Duration = TimeSpan.FromSeconds(1.5),
            Warmup = TimeSpan.FromSeconds(0.25),
            Settle = TimeSpan.FromSeconds(9),
            Ramp = 77,
            Size = 99,
            Prefix = "X",
            TokensFile = "tokens ü",
            KeyFile = "key",
            ServerProcesses = [1, 2],
            Reconnect = true,
            BackWithin = TimeSpan.FromSeconds(4),
            Mix = new ActionMix(1, 2, 3, 4, 5, 85),
            Seed = -5,
            Processes = 4,
            JsonFile = "a.json",
            ReportFile = "b.html",
        };

        var line = ProtocolLines.Write(new PlayShare(options, new RunShare(1, 4, 3, 3), "RUN", 123456789012345));
        var read = Assert.IsType<PlayShare>(ProtocolLines.ReadLead(line));

        Assert.DoesNotContain('\n', line);
        Assert.Equal((new RunShare(1, 4, 3, 3), "RUN", 123456789012345), (read.Share, read.Run, read.ClockOrigin));
        Assert.Equal(options.Urls, read.Options.Urls);
        Assert.Equal(options.ServerProcesses, read.Options.ServerProcesses);
        Assert.Equal(options, read.Options with { Urls = options.Urls, ServerProcesses = options.ServerProcesses });
    }

    [Fact]
    public void StartAndStop_Written_ComeBack()
    {
        Assert.Equal(new StartAt(42), ProtocolLines.ReadLead(ProtocolLines.Write(new StartAt(42))));
        Assert.Equal(new StopSending(), ProtocolLines.ReadLead(ProtocolLines.Write(new StopSending())));
    }

    [Fact]
    public void Finished_WithEveryFigure_ComesBackAsItWas()
    {
        var figures = RunFiguresTests.Figures(3);

        var read = Assert.IsType<ShareFinished>(ProtocolLines.ReadShare(ProtocolLines.Write(new ShareFinished(figures)))).Figures;

        Assert.Equal((figures.Counts, figures.Comebacks.Counts), (read.Counts, read.Comebacks.Counts));
        Assert.Equal(figures.Deliveries.Buckets, read.Deliveries.Buckets);
        Assert.Equal((figures.Deliveries.Sum, figures.Deliveries.Maximum), (read.Deliveries.Sum, read.Deliveries.Maximum));
        Assert.Equal(figures.Actions.StoodIn, read.Actions.StoodIn);
        Assert.Equal(figures.Actions.Tallies.Select(tally => tally with { Answers = HistogramCounts.None }), read.Actions.Tallies.Select(tally => tally with { Answers = HistogramCounts.None }));
        Assert.Equal(figures.Actions.Tallies[0].Answers.Buckets, read.Actions.Tallies[0].Answers.Buckets);
        Assert.Equal(figures.Errors, read.Errors);
        Assert.Equal(figures.Violations.Counts, read.Violations.Counts);
        Assert.Equal(figures.Violations.First, read.Violations.First);
        Assert.Equal(figures.Usage, read.Usage);
    }

    [Fact]
    public void Sampled_Written_ComesBackAsItWas()
    {
        var sample = new RunSample(7, 1_750_001, RunPhase.Measuring, 5, 1.5, 2.5, new HistogramCounts([3, 1], 3, 3), new HistogramCounts([4, 1], 4, 4), new RunTotals(1, 2, 3, 4, 5, 6));

        var read = Assert.IsType<ShareSampled>(ProtocolLines.ReadShare(ProtocolLines.Write(new ShareSampled(sample)))).Sample;

        Assert.Equal([3L, 1], read.Unmeasured.Buckets);
        Assert.Equal([4L, 1], read.Measured.Buckets);
        Assert.Equal(sample, read with { Unmeasured = sample.Unmeasured, Measured = sample.Measured });
    }

    [Fact]
    public void OthersOfAShare_Written_ComeBack()
    {
        ShareMessage[] messages = [new ShareOpened(), new ShareStopped(), new ShareRefused("No \"key\".")];

        Assert.Equal(messages, messages.Select(message => ProtocolLines.ReadShare(ProtocolLines.Write(message))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Hello")]
    [InlineData("{}")]
    [InlineData("{\"tell\":\"nonsense\"}")]
    public void Read_NoMessage_IsNothing(string line)
    {
        Assert.Null(ProtocolLines.ReadShare(line));
        Assert.Null(ProtocolLines.ReadLead(line));
    }
}
