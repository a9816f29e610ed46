namespace OrleansChat.LoadTest.Scenarios.SlowReader;

/// <summary>Compares a percentile of all slow phases with that of all quick ones.</summary>
/// <param name="QuickMs">The percentile where nobody was slow, in milliseconds.</param>
/// <param name="SlowMs">The percentile where one member was.</param>
/// <param name="Change">By which part it moved: 0.1 is a tenth more.</param>
/// <param name="Low">With 95% of confidence it moved by at least this.</param>
/// <param name="High">With 95% of confidence it moved by at most this.</param>
/// <param name="Verdict">What that says.</param>
internal sealed record PhaseComparison(double QuickMs, double SlowMs, double Change, double Low, double High, Movement Verdict)
{
    /// <summary>With fewer deliveries of a kind, a p99 is decided by less than thirty of them.</summary>
    public const int FewestSamples = 3000;

    private const int Resamples = 1000;

    /// <summary>Compares.</summary>
    /// <param name="quick">The phases in which nobody was slow.</param>
    /// <param name="slow">Those in which one member was.</param>
    /// <param name="share">The share of deliveries that took no longer: 0.99 for p99.</param>
    /// <param name="tolerance">How far it may move.</param>
    public static PhaseComparison Of(IReadOnlyList<IReadOnlyList<PhaseSample>> quick, IReadOnlyList<IReadOnlyList<PhaseSample>> slow, double share, double tolerance)
    {
        var (before, with) = (new PhaseDistribution(quick), new PhaseDistribution(slow));
        if (before.Count == 0 || with.Count == 0)
        {
            return new PhaseComparison(0, 0, 0, 0, 0, Movement.Unclear);
        }

        var (quickMs, slowMs) = (before.Percentile(share) / 1000.0, with.Percentile(share) / 1000.0);
        var random = new Random(1);
        var changes = new double[Resamples];
        for (var index = 0; index < Resamples; index++)
        {
            changes[index] = Ratio(before.Resampled(share, random), with.Resampled(share, random));
        }

        Array.Sort(changes);
        var (low, high) = (changes[Resamples * 25 / 1000], changes[Resamples * 975 / 1000]);
        var change = Ratio(quickMs, slowMs);
        var verdict = Math.Min(before.Count, with.Count) < FewestSamples ? Movement.Unclear
            : change <= tolerance ? Movement.Held
            : low > tolerance ? Movement.Moved
            : Movement.Unclear;
        return new PhaseComparison(quickMs, slowMs, Math.Round(change, 4), Math.Round(low, 4), Math.Round(high, 4), verdict);
    }

    private static double Ratio(double before, double after) => after / Math.Max(before, 1e-3) - 1;
}
