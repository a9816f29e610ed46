using System.Globalization;
using OrleansChat.Simulation.Faults;

namespace OrleansChat.Simulation.Tests.Seeds;

public sealed class RegressionTests
{
    [Theory]
    [MemberData(nameof(Regressions))]
    public void Seed_ThatOnceBrokeAPromise_BreaksNone(long seed, int steps, FaultKinds faults, string cause)
    {
        var outcome = Running.Simulation.Run(seed, steps, faults);

        Assert.True(outcome.Passed, $"Again ({cause}):\n{string.Join('\n', outcome.Violations)}");
    }

    public static TheoryData<long, int, FaultKinds, string> Regressions()
    {
        var regressions = new TheoryData<long, int, FaultKinds, string>();
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "regressions.txt")).Where(line => line is [not '#', ..]))
        {
            var parts = line.Split('#', 2, StringSplitOptions.TrimEntries);
            var words = parts[0].Split(' ');
            regressions.Add(
                long.Parse(words[0], CultureInfo.InvariantCulture),
                int.Parse(words[1], CultureInfo.InvariantCulture),
                Enum.Parse<FaultKinds>(words[2]),
                parts[1]);
        }

        return regressions;
    }
}
