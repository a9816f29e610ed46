using System.Globalization;

namespace OrleansChat.CommandLine.Testing;

/// <summary>How a suite went.</summary>
internal sealed record SuiteResult(string Name, int Passed, IReadOnlyList<TestOutcome> Failures, IReadOnlyList<TestOutcome> Skips, TimeSpan Time)
{
    public bool Ran => Passed + Failures.Count + Skips.Count > 0;

    /// <summary>The same with a failure of the suite as a whole: one that broke off has failed, however many of its tests had passed.</summary>
    public SuiteResult WithFault(string reason) => this with { Failures = [.. Failures, new TestOutcome($"{Name} (the whole suite)", reason)] };

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Name,-20} {Passed,5} passed {Failures.Count,3} failed {Skips.Count,3} skipped {Time.TotalSeconds,7:0.0} s");
}
