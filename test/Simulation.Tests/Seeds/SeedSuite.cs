using OrleansChat.Simulation.Faults;
using OrleansChat.Simulation.Running;

namespace OrleansChat.Simulation.Tests.Seeds;

/// <summary>The seeds of the ordinary test run, played once for all tests that look at them.</summary>
public sealed class SeedSuite
{
    public const int Seeds = 2000;
    public const int Steps = 2000;

    private readonly Lazy<SeedReport> _report = new(() => new SeedRun(1, Seeds, Steps, FaultKinds.All).Run(ConsoleProgress.Write));

    internal SeedReport Report => _report.Value;
}
