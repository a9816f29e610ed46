using System.Xml.Linq;
using OrleansChat.CommandLine.Testing;

namespace OrleansChat.CommandLine.Tests.Testing;

public sealed class TrxReportTests
{
    [Fact]
    public void Read_EveryOutcome_CountsOnlyPassedAndSkippedAsNoFailure()
    {
        var result = Read(
            Trx.Passed("A"),
            Trx.Passed("B"),
            Trx.Skipped("C", "needs a browser"),
            Trx.Failed("D", "expected 1", "at D"),
            Trx.Result("E", "Aborted"),
            Trx.Result("F", "Timeout"),
            Trx.Result("G", "Error"),
            Trx.Result("H", outcome: null));

        Assert.Equal(2, result.Passed);
        Assert.Equal(["C"], result.Skips.Select(skip => skip.Test));
        Assert.Equal(["D", "E", "F", "G", "H"], result.Failures.Select(failure => failure.Test).Order());
    }

    [Fact]
    public void Read_FailedTest_GivesMessageStackTraceAndOutput()
    {
        var test = Trx.Failed("A", "expected 1", "at A.Run()");
        var output = test.Elements().Single();
        output.AddFirst(new XElement(output.Name.Namespace + "StdOut", "it printed this"));

        var failure = Assert.Single(Read(test).Failures);

        Assert.Equal(string.Join(Environment.NewLine, "expected 1", "at A.Run()", "it printed this"), failure.Reason);
    }

    [Fact]
    public void Read_SkippedTest_GivesItsReason() =>
        Assert.Equal([new TestOutcome("A", "needs a browser")], Read(Trx.Skipped("A", "needs a browser")).Skips);

    [Fact]
    public void Read_TestWithoutReason_SaysThatThereIsNone() =>
        Assert.Equal([new TestOutcome("A", "no reason was given")], Read(Trx.Result("A", "Aborted")).Failures);

    [Fact]
    public void Read_NoTest_CountsNone()
    {
        var result = Read();

        Assert.Equal(0, result.Passed);
        Assert.Empty(result.Failures);
        Assert.Empty(result.Skips);
    }

    private static SuiteResult Read(params XElement[] results) => TrxReport.Read(Trx.Report(results), "Some.Tests", TimeSpan.FromSeconds(1));
}
