namespace OrleansChat.Simulation.Checking;

/// <summary>A promise that was broken.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Room">Where; empty where it is no room's.</param>
/// <param name="Text">How it was seen.</param>
/// <param name="At">When, in virtual time.</param>
internal sealed record Violation(ViolationKind Kind, string Room, string Text, TimeSpan At)
{
    public override string ToString() => FormattableString.Invariant($"{Kind} in {Room} at {At.TotalSeconds:0.000} s: {Text}");
}
