namespace OrleansChat.LoadTest.Reporting;

/// <summary>One line of a plot.</summary>
/// <param name="Name">Its name in the legend; also its class, after <c>line-</c>, by its place in the plot.</param>
/// <param name="Points">Its points, by growing x.</param>
internal sealed record PlotSeries(string Name, IReadOnlyList<(double X, double Y)> Points);
