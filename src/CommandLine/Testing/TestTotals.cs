using System.Globalization;

namespace OrleansChat.CommandLine.Testing;

/// <summary>All suites together; the text is the last line of a test run, which other programs read.</summary>
internal sealed record TestTotals(int Passed, int Failed, int Skipped)
{
    /// <summary>A run without a test proves nothing, so it never counts as a success.</summary>
    public bool None => Passed + Failed + Skipped == 0;

    public static TestTotals Of(IReadOnlyCollection<SuiteResult> results) => new(
        results.Sum(result => result.Passed), results.Sum(result => result.Failures.Count), results.Sum(result => result.Skips.Count));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Passed} passed, {Failed} failed, {Skipped} skipped");
}
