using System.Xml.Linq;
using OrleansChat.CommandLine.Processes;
using OrleansChat.CommandLine.Testing;

namespace OrleansChat.CommandLine.Tests.Testing;

public sealed class TestRunTests
{
    private static readonly ProcessOutput Succeeded = new(0, ["Passed!"]);
    private static readonly ProcessOutput Failed = new(1, ["Failed!"]);

    [Fact]
    public void Judge_PassedFailedAndSkipped_CountsEachAndKeepsTheReasons()
    {
        var report = TrxFiles.Of(
            TrxFiles.Passed("A"), TrxFiles.Passed("B"), TrxFiles.Failed("C", "Expected 1", "at C()"), TrxFiles.Skipped("D", "needs a browser"));

        var result = Judge(Failed, report);

        Assert.Equal(2, result.Passed);
        Assert.Equal([new TestOutcome("C", $"Expected 1{Environment.NewLine}at C()")], result.Failures);
        Assert.Equal([new TestOutcome("D", "needs a browser")], result.Skips);
    }

    [Theory]
    [InlineData("Timeout")]
    [InlineData("Aborted")]
    [InlineData("Error")]
    public void Judge_OutcomeOfAnotherKind_IsAFailure(string outcome) =>
        Assert.Single(Judge(Failed, TrxFiles.Of(TrxFiles.Failed("A", "m", "s", outcome))).Failures);

    [Fact]
    public void Judge_HostDiedAfterTestsPassed_IsAFailureOfTheSuite()
    {
        var result = Judge(Failed, TrxFiles.Of(TrxFiles.Passed("A")));

        Assert.Equal(1, result.Passed);
        Assert.Contains("exit code 1", Assert.Single(result.Failures).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Judge_HostDiedAfterATestFailed_TellsBoth()
    {
        var run = new ProcessOutput(1, ["The active test run was aborted. Reason: Test host process crashed"]);

        var result = Judge(run, TrxFiles.Of(TrxFiles.Failed("A", "m", "s")));

        Assert.Equal(["A", "Some.Tests (the whole suite)"], result.Failures.Select(failure => failure.Test));
        Assert.Contains("host process crashed", result.Failures[1].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Judge_NoReport_IsAFailureOfTheSuite() => Assert.Single(Judge(Failed, null).Failures);

    [Fact]
    public void Judge_OutOfTime_IsAFailureOfTheSuite() =>
        Assert.Contains("took longer than", Assert.Single(Judge(new ProcessOutput(-1, [], TimedOut: true), null).Failures).Reason, StringComparison.Ordinal);

    [Fact]
    public void Judge_NoTestRan_IsAFailureOfTheSuite() =>
        Assert.StartsWith("ran no test", Assert.Single(Judge(Succeeded, TrxFiles.Of()).Failures).Reason, StringComparison.Ordinal);

    [Fact]
    public void Judge_FilterMatchesNothingHere_IsNoFailure() =>
        Assert.False(TestRun.Judge("Some.Tests", Succeeded, TrxFiles.Of(), TimeSpan.Zero, filtered: true).Ran);

    private static SuiteResult Judge(ProcessOutput run, XDocument? report) => TestRun.Judge("Some.Tests", run, report, TimeSpan.Zero, filtered: false);
}
