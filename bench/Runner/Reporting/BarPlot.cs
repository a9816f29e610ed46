using System.Globalization;
using System.Text;
using OrleansChat.Bench.Measuring;
using OrleansChat.LoadTest.Reporting;

namespace OrleansChat.Bench.Reporting;

/// <summary>Draws a bar to the median of each contender, and a dot for each round, as inline SVG; colours come from the page's style.</summary>
/// <param name="title">What is shown, unit included.</param>
/// <param name="rows">Name, key and figures of each contender.</param>
internal sealed class BarPlot(string title, IReadOnlyList<(string Key, string Name, StepCell Cell)> rows)
{
    private const double Width = 640;
    private const double Left = 190;
    private const double Right = 64;
    private const double RowHeight = 30;
    private const double BarHeight = 16;

    /// <summary>Where the greatest is so many times the least, the scale is logarithmic, or the small ones could not be told apart.</summary>
    private const double WideRange = 40;

    public string Render()
    {
        var values = rows.SelectMany(row => row.Cell.Values).Where(value => value > 0).DefaultIfEmpty(1).ToArray();
        var (least, most) = (values.Min(), values.Max());
        var isLogarithmic = most / least > WideRange;
        double X(double value) => Left + (Width - Left - Right) * (isLogarithmic ? Logarithmic(value, least / 2, most) : Math.Clamp(value / most, 0, 1));

        var svg = new StringBuilder();
        var caption = PageText.Encode(isLogarithmic ? title + " (logarithmic)" : title);
        svg.Append(CultureInfo.InvariantCulture, $"<figure><figcaption>{caption}</figcaption><svg viewBox=\"0 0 {Width} {rows.Count * RowHeight}\" role=\"img\" aria-label=\"{caption}\">");
        for (var index = 0; index < rows.Count; index++)
        {
            var (key, name, cell) = rows[index];
            var middle = (index + 0.5) * RowHeight;
            svg.Append(CultureInfo.InvariantCulture, $"<text class=\"name\" text-anchor=\"end\" x=\"{Left - 8}\" y=\"{middle + 4:0.#}\">{PageText.Encode(name)}</text>");
            svg.Append(CultureInfo.InvariantCulture, $"<rect class=\"bar {key}\" x=\"{Left}\" y=\"{middle - BarHeight / 2:0.#}\" width=\"{Math.Max(1, X(cell.Spread.Median) - Left):0.#}\" height=\"{BarHeight}\"/>");
            foreach (var value in cell.Values)
            {
                svg.Append(CultureInfo.InvariantCulture, $"<circle class=\"dot\" cx=\"{X(value):0.#}\" cy=\"{middle:0.#}\" r=\"3\"/>");
            }

            svg.Append(CultureInfo.InvariantCulture, $"<text class=\"value\" x=\"{X(cell.Spread.Maximum) + 8:0.#}\" y=\"{middle + 4:0.#}\">{MetricNames.Write(cell.Spread.Median)}</text>");
        }

        return svg.Append("</svg></figure>").ToString();
    }

    private static double Logarithmic(double value, double least, double most) =>
        value <= least ? 0 : Math.Clamp(Math.Log(value / least) / Math.Log(most / least), 0, 1);
}
