using OrleansChat.LoadTest.Scenarios.SlowReader;

namespace OrleansChat.LoadTest.Tests.Scenarios;

public sealed class PhaseComparisonTests
{
    private const double Tolerance = 0.10;

    [Fact]
    public void Of_SamePhases_Held()
    {
        var comparison = Compare(Phase(seed: 1), Phase(seed: 1));

        Assert.Equal(Movement.Held, comparison.Verdict);
        Assert.Equal(0, comparison.Change);
    }

    [Fact]
    public void Of_TailGrownByHalf_Moved()
    {
        var comparison = Compare(Phase(seed: 1), Phase(seed: 2, factor: 1.5));

        Assert.Equal(Movement.Moved, comparison.Verdict);
        Assert.InRange(comparison.Change, 0.4, 0.6);
        Assert.InRange(comparison.Change, comparison.Low, comparison.High);
    }

    [Fact]
    public void Of_TailShrunk_Held() => Assert.Equal(Movement.Held, Compare(Phase(seed: 1), Phase(seed: 2, factor: 0.5)).Verdict);

    [Fact]
    public void Of_OnePauseOfTheMachine_IsNoiseAndNotMovement()
    {
        // More than a hundredth of all deliveries, and all of them in one second of sixty.
        var paused = Phase(seed: 2).Select(sample => sample.Second == 30 ? sample with { Microseconds = 500_000 } : sample).ToArray();

        var comparison = Compare(Phase(seed: 1), paused);

        Assert.True(comparison.Change > 10);
        Assert.Equal(Movement.Unclear, comparison.Verdict);
    }

    [Fact]
    public void Of_TooFewDeliveries_Unclear() =>
        Assert.Equal(Movement.Unclear, Compare(Phase(seed: 1), [.. Phase(seed: 2, factor: 3).Take(PhaseComparison.FewestSamples - 1)]).Verdict);

    [Fact]
    public void Of_NoPhaseOfAKind_Unclear() => Assert.Equal(Movement.Unclear, PhaseComparison.Of([Phase(seed: 1)], [], 0.99, Tolerance).Verdict);

    [Theory]
    [InlineData(0.5, 50)]
    [InlineData(0.99, 99)]
    [InlineData(1, 100)]
    public void Percentile_OneToAHundred_IsTheLeastThatTheShareDoesNotExceed(double share, long expected)
    {
        var distribution = new PhaseDistribution([[.. Enumerable.Range(1, 60).Select(value => new PhaseSample(value, value))], [.. Enumerable.Range(61, 40).Select(value => new PhaseSample(0, value))]]);

        Assert.Equal((100, expected), (distribution.Count, distribution.Percentile(share)));
    }

    private static PhaseComparison Compare(IReadOnlyList<PhaseSample> quick, IReadOnlyList<PhaseSample> slow) => PhaseComparison.Of([quick], [slow], 0.99, Tolerance);

    /// <summary>A minute of 100 deliveries a second, a tenth of them in a tail.</summary>
    private static PhaseSample[] Phase(int seed, double factor = 1)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, 6000).Select(number => new PhaseSample(number / 100, (long)(factor * (1000 + (random.Next(10) == 0 ? random.Next(2000) : 0)))))];
    }
}
