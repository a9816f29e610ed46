using System.Globalization;
using System.Text;
using OrleansChat.Simulation.Faults;

namespace OrleansChat.Simulation.Running;

/// <summary>What came of many seeds.</summary>
internal sealed class SeedReport(int seeds)
{
    private readonly SortedDictionary<long, SimulationOutcome> _failures = [];

    public int Played { get; private set; }

    public long Steps { get; private set; }

    public TimeSpan Elapsed { get; set; }

    public Sometimes Sometimes { get; } = new();

    /// <summary>The seeds that broke a promise.</summary>
    public IReadOnlyDictionary<long, SimulationOutcome> Failures => _failures;

    public bool IsDone => Played == seeds;

    public string Progress => string.Create(
        CultureInfo.InvariantCulture,
        $"{Played} of {seeds} seeds · {Steps / Math.Max(0.001, Elapsed.TotalSeconds):0} steps/s · {_failures.Count} with violations");

    public void Add(SimulationOutcome outcome)
    {
        Played++;
        Steps += outcome.Steps;
        Sometimes.Add(outcome.Sometimes);
        if (!outcome.Passed)
        {
            _failures.Add(outcome.Seed, outcome);
        }
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var outcome in _failures.Values)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"seed {outcome.Seed} ({outcome.Profile.Faults}): {outcome.Violations[0]}");
            text.AppendLine(CultureInfo.InvariantCulture, $"  replay: dotnet chat.cs simulate --seed {outcome.Seed} --trace");
        }

        foreach (var kind in _failures.Values.GroupBy(outcome => outcome.Violations[0].Kind).OrderByDescending(group => group.Count()))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{kind.Count()} seeds fail first with {kind.Key}");
        }

        text.AppendLine(string.Join(" · ", Enum.GetValues<Occurrence>().Select(occurrence => $"{occurrence} {Sometimes[occurrence]}")));
        return text.Append(CultureInfo.InvariantCulture, $"{Progress} · {Elapsed.TotalSeconds:0.0} s").ToString();
    }
}
