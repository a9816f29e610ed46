using System.Globalization;

namespace OrleansChat.CommandLine.Testing;

/// <summary>How a suite went.</summary>
internal sealed record SuiteResult(string Name, int Passed, IReadOnlyList<TestOutcome> Failures, IReadOnlyList<TestOutcome> Skips, TimeSpan Time)
{
    /// <summary>A suite that ended without saying how its tests went has failed, however many of them had passed.</summary>
    public static SuiteResult Crashed(string name, string reason, TimeSpan time) =>
        new(name, 0, [new TestOutcome($"{name} (the whole suite)", reason)], [], time);

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Name,-20} {Passed,5} passed {Failures.Count,3} failed {Skips.Count,3} skipped {Time.TotalSeconds,7:0.0} s");
}
