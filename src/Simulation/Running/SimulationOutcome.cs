using OrleansChat.Simulation.Checking;
using OrleansChat.Simulation.Faults;

namespace OrleansChat.Simulation.Running;

/// <summary>What came of one seed.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Profile">What it drew.</param>
/// <param name="Steps">How many steps it took, the healing included.</param>
/// <param name="Time">How long it was, in virtual time.</param>
/// <param name="Hash">The same whenever this seed is run.</param>
/// <param name="Sometimes">What happened how often.</param>
/// <param name="Violations">The promises that were broken, first ones first.</param>
internal sealed record SimulationOutcome(
    long Seed, Profile Profile, long Steps, TimeSpan Time, ulong Hash, Sometimes Sometimes, IReadOnlyList<Violation> Violations)
{
    public bool Passed => Violations.Count == 0;
}
