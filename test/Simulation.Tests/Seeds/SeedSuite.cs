using OrleansChat.Simulation.Faults;
using OrleansChat.Simulation.Running;

namespace OrleansChat.Simulation.Tests.Seeds;

/// <summary>The seeds of the ordinary test run, played once for all tests that look at them.</summary>
public sealed class SeedSuite
{
    public const int Seeds = 2000;
    public const int Steps = 2000;

    /// <summary>The faults whose promises hold today; the simulator plays the others on demand until the rooms survive them too.</summary>
    internal const FaultKinds FaultsThatHold =
        FaultKinds.ClientDrop | FaultKinds.SlowReader | FaultKinds.MessageReorder | FaultKinds.StoreRollback | FaultKinds.ClockStep;

    private readonly Lazy<SeedReport> _report = new(() => new SeedRun(1, Seeds, Steps, FaultsThatHold).Run(ConsoleProgress.Write));

    internal SeedReport Report => _report.Value;
}
