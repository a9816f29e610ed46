using OrleansChat.LoadTest.Measuring;

namespace OrleansChat.LoadTest.Reporting;

/// <summary>A distribution of latencies, in milliseconds.</summary>
/// <param name="Curve">Latency at growing shares, for a plot.</param>
internal sealed record LatencyFigures(
    long Count, double Mean, double P50, double P90, double P99, double P999, double Max, IReadOnlyList<CurvePoint> Curve)
{
    /// <summary>As many nines as a plot shows.</summary>
    private const int Nines = 5;

    private const int PointsOfANine = 12;

    public static LatencyFigures Of(HistogramCounts counts) => Of(HistogramCounts.ToHistogram([counts]));

    private static LatencyFigures Of(LatencyHistogram histogram) => new(
        histogram.Count,
        Math.Round(histogram.Mean / 1000, 3),
        At(histogram, 0.50),
        At(histogram, 0.90),
        At(histogram, 0.99),
        At(histogram, 0.999),
        histogram.Maximum / 1000.0,
        [.. CurveOf(histogram)]);

    /// <summary>Steps even in the number of nines, until the steps are finer than the counts.</summary>
    private static IEnumerable<CurvePoint> CurveOf(LatencyHistogram histogram) =>
        from step in Enumerable.Range(0, Nines * PointsOfANine + 1)
        let beyond = Math.Pow(10, -(double)step / PointsOfANine)
        where beyond * histogram.Count >= 1
        select new CurvePoint(1 - beyond, At(histogram, 1 - beyond));

    private static double At(LatencyHistogram histogram, double share) => histogram.Percentile(share) / 1000.0;
}
