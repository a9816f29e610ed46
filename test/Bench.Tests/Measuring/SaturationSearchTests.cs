using OrleansChat.Bench.Measuring;

namespace OrleansChat.Bench.Tests.Measuring;

public sealed class SaturationSearchTests
{
    [Theory]
    [InlineData(1000)]
    [InlineData(1234)]
    [InlineData(7800)]
    [InlineData(63_000)]
    public void Next_AServerWithALimit_EndsWithinATenthBelowIt(double limit)
    {
        var (search, tries) = Search(limit);

        Assert.InRange(search.Passed, limit / 1.1, limit);
        Assert.InRange(tries, 1, 12);
    }

    [Fact]
    public void Next_AServerWithoutALimit_EndsAtTheHighestRate() => Assert.Equal(100_000, Search(double.PositiveInfinity).Search.Passed);

    [Fact]
    public void Next_FirstRateFails_TriesLowerOnes() => Assert.InRange(Search(400).Search.Passed, 400 / 1.1, 400);

    [Fact]
    public void Next_NothingPasses_EndsWithNothing() => Assert.Equal(0, Search(1).Search.Passed);

    private static (SaturationSearch Search, int Tries) Search(double limit)
    {
        var search = new SaturationSearch(1000, 100_000);
        var tries = 0;
        for (; search.Next is { } rate && tries < 100; tries++)
        {
            search.Report(rate, rate <= limit);
        }

        return (search, tries);
    }
}
