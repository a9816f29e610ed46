using System.Globalization;
using System.Text;

namespace OrleansChat.LoadTest.Reporting;

/// <summary>Draws lines over a grid as inline SVG; colours come from the page's style, so that light and dark both work.</summary>
/// <param name="title">What is shown, unit included.</param>
/// <param name="xLabel">Unit of the x axis.</param>
/// <param name="series">The lines.</param>
internal sealed class SvgPlot(string title, string xLabel, params PlotSeries[] series)
{
    private const double Width = 560;
    private const double Height = 260;
    private const double Left = 56;
    private const double Right = 14;
    private const double Top = 12;
    private const double Bottom = 34;

    /// <summary>More points than pixels show nothing more.</summary>
    private const int MaximumPoints = 500;

    /// <summary>Labels of the x axis where even steps would not do.</summary>
    public IReadOnlyList<(double X, string Label)>? XTicks { get; init; }

    public string Render()
    {
        var points = series.SelectMany(line => line.Points).ToArray();
        var (minimumX, maximumX) = points.Length == 0 ? (0, 1) : (points.Min(point => point.X), points.Max(point => point.X));
        maximumX = Math.Max(maximumX, minimumX + 1e-9);
        var step = NiceStep(points.Length == 0 ? 1 : points.Max(point => point.Y));
        var maximumY = step * Math.Max(1, Math.Ceiling((points.Length == 0 ? 1 : points.Max(point => point.Y)) / step));
        double X(double x) => Left + (x - minimumX) / (maximumX - minimumX) * (Width - Left - Right);
        double Y(double y) => Height - Bottom - y / maximumY * (Height - Top - Bottom);

        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<figure><figcaption>{PageText.Encode(title)}</figcaption><svg viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{PageText.Encode(title)}\">");
        for (var y = 0.0; y <= maximumY + step / 2; y += step)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<line class=\"grid\" x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{Y(y):0.#}\" y2=\"{Y(y):0.#}\"/>");
            svg.Append(CultureInfo.InvariantCulture, $"<text class=\"tick\" text-anchor=\"end\" x=\"{Left - 6}\" y=\"{Y(y) + 4:0.#}\">{Number(y)}</text>");
        }

        foreach (var (x, label) in (XTicks ?? EvenTicks(minimumX, maximumX)).Where(tick => tick.X <= maximumX))
        {
            svg.Append(CultureInfo.InvariantCulture, $"<text class=\"tick\" text-anchor=\"middle\" x=\"{X(x):0.#}\" y=\"{Height - Bottom + 16}\">{PageText.Encode(label)}</text>");
        }

        svg.Append(CultureInfo.InvariantCulture, $"<text class=\"tick\" text-anchor=\"end\" x=\"{Width - Right}\" y=\"{Height - 3}\">{PageText.Encode(xLabel)}</text>");
        for (var index = 0; index < series.Length; index++)
        {
            var every = series[index].Points.Count / MaximumPoints + 1;
            var line = series[index].Points.Where((_, at) => at % every == 0).Select(point => string.Create(CultureInfo.InvariantCulture, $"{X(point.X):0.#},{Y(point.Y):0.#}"));
            svg.Append(CultureInfo.InvariantCulture, $"<polyline class=\"line line-{index}\" points=\"{string.Join(' ', line)}\"/>");
        }

        svg.Append("</svg>");
        if (series.Length > 1)
        {
            svg.Append("<p class=\"legend\">").AppendJoin("", series.Select((line, index) => $"<span class=\"key key-{index}\">{PageText.Encode(line.Name)}</span>")).Append("</p>");
        }

        return svg.Append("</figure>").ToString();
    }

    /// <summary>A step of 1, 2 or 5 times a power of ten that makes three to six grid lines.</summary>
    private static double NiceStep(double maximum)
    {
        var rough = Math.Max(maximum, 1e-6) / 4;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        return power * (rough / power) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 };
    }

    private static IEnumerable<(double X, string Label)> EvenTicks(double minimum, double maximum)
    {
        var step = NiceStep((maximum - minimum) * 0.8);
        for (var x = Math.Ceiling(minimum / step) * step; x <= maximum + step / 1000; x += step)
        {
            yield return (x, Number(x));
        }
    }

    private static string Number(double value) => value.ToString(value >= 1000 ? "N0" : "0.###", CultureInfo.InvariantCulture);
}
