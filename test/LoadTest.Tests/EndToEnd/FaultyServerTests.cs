using OrleansChat.LoadTest.Tests.Fakes;

namespace OrleansChat.LoadTest.Tests.EndToEnd;

public sealed class FaultyServerTests(FaultyRuns faulty) : IClassFixture<FaultyRuns>
{
    [Fact]
    public void Run_HealthyServer_FindsNothing()
    {
        var run = faulty.Runs[Fault.None];
        var messages = run.Report.GetProperty("messages");

        Assert.Equal("0 lost · 0 twice · 0 out of order · 0 foreign", run.Report.GetProperty("verdict").GetProperty("headline").GetString());
        Assert.Equal(0, run.Report.GetProperty("violations").GetArrayLength());
        Assert.Equal(60, messages.GetProperty("sent").GetInt64());
        Assert.Equal(60, messages.GetProperty("acknowledged").GetInt64());
        Assert.Equal(180, messages.GetProperty("delivered").GetInt64());
        Assert.Equal(180, messages.GetProperty("deliveriesOwed").GetInt64());
        Assert.Equal(144, run.Report.GetProperty("deliveries").GetProperty("count").GetInt64());

        // A machine too busy to send in time makes the run invalid, which is then the right answer.
        Assert.Equal(messages.GetProperty("late").GetInt64() > 0 ? 2 : 0, run.ExitCode);
    }

    [Theory]
    [InlineData(Fault.Drop, "lost: ", "never got message #5")]
    [InlineData(Fault.Duplicate, "twice: ", "got")]
    [InlineData(Fault.Swap, "out of order: ", "after epoch 1")]
    [InlineData(Fault.CrossRoom, "foreign: ", "got a frame of room LOAD-")]
    [InlineData(Fault.RegressEpoch, "out of order: ", "the epoch went back")]
    [InlineData(Fault.OtherBody, "altered: ", "got message #5")]
    [InlineData(Fault.Phantom, "phantom: ", "got message #987654")]
    [InlineData(Fault.LostAcknowledgement, "unanswered: ", "message #5")]
    [InlineData(Fault.RefusedButDelivered, "refused but delivered: ", "message #5")]
    [InlineData(Fault.ClockStandsStill, "clock went back: ", "got clock")]
    public void Run_FaultyServer_NamesTheFaultAndFails(Fault fault, string kind, string what)
    {
        var run = faulty.Runs[fault];

        Assert.Equal(1, run.ExitCode);
        run.AssertNames(kind, what);
        Assert.Contains(kind, run.Output, StringComparison.Ordinal);
        Assert.Contains(">Failed<", run.Page, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_ConnectionBreaks_FailsWithoutCallingItALoss()
    {
        var run = faulty.Runs[Fault.ConnectionBreaks];

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(1, run.Report.GetProperty("connections").GetProperty("lost").GetInt64());
        Assert.Contains("1 connections ended during the run.", run.Output, StringComparison.Ordinal);
        Assert.StartsWith("0 lost · 0 twice · 0 out of order", run.Report.GetProperty("verdict").GetProperty("headline").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Page_HealthyServer_NeedsNoOtherFileAndShowsEveryPlot()
    {
        var page = faulty.Runs[Fault.None].Page;

        Assert.Equal(4, page.Split("<svg ").Length - 1);
        Assert.DoesNotContain("{{", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain(" src=", page, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", page, StringComparison.Ordinal);
        Assert.Contains("0 lost · 0 twice · 0 out of order", page, StringComparison.Ordinal);
    }
}
