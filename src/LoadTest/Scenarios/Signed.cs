using System.Globalization;

namespace OrleansChat.LoadTest.Scenarios;

/// <summary>Differences as text, always with their sign; what rounds to nothing is <c>+0</c>.</summary>
internal static class Signed
{
    /// <summary>To two places.</summary>
    public static string Number(double value) => Positive(Math.Round(value, 2)).ToString("+0.00;-0.00", CultureInfo.InvariantCulture);

    /// <summary>0.1 is +10.0%.</summary>
    public static string Percent(double part) => Positive(Math.Round(part, 3)).ToString("+0.0%;-0.0%", CultureInfo.InvariantCulture);

    /// <summary>Makes a negative zero, whose sign would be shown, an ordinary one.</summary>
    private static double Positive(double value) => value == 0 ? 0 : value;
}
