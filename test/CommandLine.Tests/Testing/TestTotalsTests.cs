using OrleansChat.CommandLine.Testing;

namespace OrleansChat.CommandLine.Tests.Testing;

public sealed class TestTotalsTests
{
    private static readonly TestOutcome Outcome = new("Test", "reason");

    [Fact]
    public void ToString_SeveralSuites_IsTheLineThatOtherProgramsRead()
    {
        var totals = TestTotals.Of([
            new SuiteResult("A", 1200, [Outcome], [], TimeSpan.FromSeconds(1)),
            new SuiteResult("B", 34, [], [Outcome, Outcome], TimeSpan.FromSeconds(2)),
        ]);

        Assert.Equal("1234 passed, 1 failed, 2 skipped", totals.ToString());
        Assert.False(totals.None);
    }

    [Fact]
    public void None_NoSuiteRanATest_IsTrue() => Assert.True(TestTotals.Of([new SuiteResult("A", 0, [], [], TimeSpan.Zero)]).None);
}
