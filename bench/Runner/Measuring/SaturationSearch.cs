namespace OrleansChat.Bench.Measuring;

/// <summary>Looks for the highest rate that a server stands: doubles until it does not, then halves the distance.</summary>
/// <param name="first">The rate to begin with.</param>
/// <param name="highest">The rate beyond which is not looked.</param>
internal sealed class SaturationSearch(double first, double highest)
{
    /// <summary>The search ends when what fails is less than a tenth above what passes; runs differ by more than that.</summary>
    private const double Precision = 1.1;

    private double _failed = double.PositiveInfinity;

    /// <summary>The highest rate that passed; 0 where none did.</summary>
    public double Passed { get; private set; }

    /// <summary>The rate to try, or null where the search is over.</summary>
    public double? Next
    {
        get
        {
            if (double.IsPositiveInfinity(_failed))
            {
                return Passed == 0 ? first : Passed < highest ? Math.Min(highest, 2 * Passed) : null;
            }

            if (Passed == 0)
            {
                // Where not even the first rate passes, an eighth of it is the least that is tried.
                return _failed > first / 8 ? _failed / 2 : null;
            }

            return _failed / Passed > Precision ? Math.Round(Math.Sqrt(_failed * Passed)) : null;
        }
    }

    /// <summary>How the rate did that was tried.</summary>
    public void Report(double rate, bool passed)
    {
        if (passed)
        {
            Passed = Math.Max(Passed, rate);
        }
        else
        {
            _failed = Math.Min(_failed, rate);
        }
    }
}
