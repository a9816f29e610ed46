namespace OrleansChat.Bench.Measuring;

/// <summary>The middle of some runs, and how far apart they lie.</summary>
/// <param name="Median">The middle one, or the mean of the two middle ones.</param>
/// <param name="Minimum">The least.</param>
/// <param name="Maximum">The greatest.</param>
/// <param name="Count">How many there are.</param>
internal sealed record Spread(double Median, double Minimum, double Maximum, int Count)
{
    /// <summary>Of the values of all runs; null where there are none.</summary>
    public static Spread? Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0
            ? null
            : new Spread((sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2, sorted[0], sorted[^1], sorted.Length);
    }

    /// <summary>
    /// Of the ratios of two contenders, round by round: what slows the machine in one round slows both, and is not in the ratio. Rounds that one of them lacks
    /// do not count.
    /// </summary>
    public static Spread? OfRatios(IReadOnlyDictionary<int, double> dividends, IReadOnlyDictionary<int, double> divisors) =>
        Of(dividends.Where(one => divisors.TryGetValue(one.Key, out var divisor) && divisor > 0).Select(one => one.Value / divisors[one.Key]));
}
