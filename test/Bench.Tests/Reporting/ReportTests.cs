using System.Text.RegularExpressions;
using OrleansChat.Bench.Contenders;
using OrleansChat.Bench.Measuring;
using OrleansChat.Bench.Planning;
using OrleansChat.Bench.Reporting;

namespace OrleansChat.Bench.Tests.Reporting;

public sealed class ReportTests
{
    private const string Step = "1,000 msg/s";

    private static readonly Judgement Clean = new(700, 0, 0, 0, 0, []);

    [Fact]
    public void Tables_TwoRounds_HaveMediansAndRatiosOfTheSameRound()
    {
        var table = Assert.Single(StepTable.All(Report(Clean)));

        Assert.Equal("2,000 rooms of 7: 1,000 msg/s", table.Title);
        Assert.Equal(["limit", "orleanschat"], table.Rows.Select(row => row.Contender));
        var chat = table.Rows[1];
        Assert.Equal(new Spread(35, 20, 50, 2), chat.Cells[MetricKind.CpuPerDelivery].Spread);
        Assert.Equal(new Spread(2.25, 2, 2.5, 2), chat.TimesLimit);
        Assert.Equal([MetricKind.CpuPerDelivery, MetricKind.P99], table.Columns);
    }

    [Fact]
    public void ChatIsClean_AMessageLostByAPeer_StillIs()
    {
        var report = Report(Clean);
        var lossy = report.Sessions[0] with { Judgement = Clean with { Lost = 5 } };

        Assert.True((report with { Sessions = [lossy, .. report.Sessions.Skip(1)] }).ChatIsClean);
        Assert.False(Report(Clean with { Lost = 1 }).ChatIsClean);
        Assert.False(Report(Clean with { Violations = 1 }).ChatIsClean);
    }

    [Fact]
    public void Render_AnyReport_FillsEveryPlaceAndNeedsNothingElse()
    {
        var page = HtmlReport.Render(Report(Clean));

        Assert.DoesNotContain("{{", page, StringComparison.Ordinal);
        Assert.DoesNotMatch(new Regex("<script|<link|<img|https?://|url\\("), page);
        Assert.Contains("2.25 times the limit", page, StringComparison.Ordinal);
        Assert.Contains("Left out: Socket.IO: npm is missing.", page, StringComparison.Ordinal);
        Assert.Contains("nothing lost, nothing twice, one order", page, StringComparison.Ordinal);
        Assert.Equal(2, Regex.Count(page, "<svg "));
    }

    [Theory]
    [InlineData(0.2, false)]
    [InlineData(0.21, true)]
    public void Warning_OthersThatWantTheProcessors_IsSaidOnThePage(double othersCores, bool isSaid)
    {
        var report = Report(Clean);
        var page = HtmlReport.Render(report with { Machine = report.Machine with { OthersCores = othersCores } });

        Assert.Equal(isSaid, page.Contains("was busy with other things", StringComparison.Ordinal));
    }

    [Fact]
    public void Render_WordsOfAServer_AreHarmless()
    {
        var report = Report(Clean);
        var noted = report.Sessions[0] with { Notes = ["<script>alert(1)</script>"] };
        var page = HtmlReport.Render(report with { Sessions = [noted, .. report.Sessions.Skip(1)] });

        Assert.DoesNotContain("<script>", page, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_WideRange_IsDrawnLogarithmically()
    {
        var page = new BarPlot("p99, ms", [("a", "A", Cell(1)), ("b", "B", Cell(1000))]).Render();

        Assert.Contains("(logarithmic)", page, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", page, StringComparison.Ordinal);
    }

    [Fact]
    public void ToString_WhatWasLost_IsCounted() =>
        Assert.Equal("1,200 lost, 2 twice, 3 members with an order of their own, 4 broken promises", new Judgement(9, 1200, 2, 3, 4, []).ToString());

    private static StepCell Cell(double value) => new(Spread.Of([value])!, [value]);

    private static BenchReport Report(Judgement chat) => new(
        new DateTimeOffset(2030, 1, 2, 3, 4, 0, TimeSpan.Zero),
        new MachineFacts("processor", 2, 8, "system", "runtime", 0.1),
        "Embedded",
        IsQuick: true,
        Rounds: 2,
        [Workload.All(isQuick: true)[0]],
        new Dictionary<string, string> { [Contender.Limit] = "the limit", [Contender.Chat] = "OrleansChat" },
        [new LeftOut("Socket.IO", "npm is missing")],
        [
            Result(1, Contender.Limit, Clean, 10, 1),
            Result(1, Contender.Chat, chat, 20, 3),
            Result(2, Contender.Chat, chat, 50, 4),
            Result(2, Contender.Limit, Clean, 20, 2),
        ]);

    private static SessionResult Result(int round, string contender, Judgement judgement, double cpu, double p99) => new(
        round,
        contender,
        "rooms",
        [new Measurement(Step, MetricKind.CpuPerDelivery, cpu), new Measurement(Step, MetricKind.P99, p99)],
        judgement,
        []);
}
