using OrleansChat.Bench.Measuring;

namespace OrleansChat.Bench.Tests.Measuring;

public sealed class SpreadTests
{
    [Fact]
    public void Of_OddCount_TakesTheMiddleOne() => Assert.Equal(new Spread(3, 1, 100, 3), Spread.Of([100, 1, 3]));

    [Fact]
    public void Of_EvenCount_TakesTheMeanOfTheMiddleOnes() => Assert.Equal(new Spread(2.5, 1, 9, 4), Spread.Of([9, 3, 2, 1]));

    [Fact]
    public void Of_OneValue_IsThatValue() => Assert.Equal(new Spread(7, 7, 7, 1), Spread.Of([7]));

    [Fact]
    public void Of_Nothing_IsNothing() => Assert.Null(Spread.Of([]));

    [Fact]
    public void OfRatios_AMachineThatSlowsDown_ComparesRoundByRound()
    {
        // In the second round everything takes twice as long; the ratio does not notice.
        var ratios = Spread.OfRatios(new Dictionary<int, double> { [1] = 20, [2] = 40 }, new Dictionary<int, double> { [1] = 10, [2] = 20 });

        Assert.Equal(new Spread(2, 2, 2, 2), ratios);
    }

    [Fact]
    public void OfRatios_RoundsThatOneLacks_DoNotCount()
    {
        var ratios = Spread.OfRatios(
            new Dictionary<int, double> { [1] = 30, [2] = 40, [3] = 50 }, new Dictionary<int, double> { [2] = 10, [3] = 0, [4] = 5 });

        Assert.Equal(new Spread(4, 4, 4, 1), ratios);
    }

    [Fact]
    public void OfRatios_NoRoundInCommon_IsNothing() =>
        Assert.Null(Spread.OfRatios(new Dictionary<int, double> { [1] = 30 }, new Dictionary<int, double> { [2] = 10 }));
}
