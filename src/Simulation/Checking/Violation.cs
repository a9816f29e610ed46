namespace OrleansChat.Simulation.Checking;

/// <summary>A promise that was broken.</summary>
/// <param name="Kind">Which, in a word.</param>
/// <param name="Text">Where, and how it was seen.</param>
/// <param name="At">When, in virtual time.</param>
internal sealed record Violation(string Kind, string Text, TimeSpan At)
{
    /// <summary>After the healing somebody is not where they want to be, or the world finds no rest.</summary>
    public const string NeverSettles = "never settles";

    /// <summary>A call was answered too late, or a message has no outcome.</summary>
    public const string Unanswered = "unanswered";

    /// <summary>After the healing members see different messages.</summary>
    public const string Disagreement = "disagreement";

    /// <summary>Somebody is listed who is not there.</summary>
    public const string PhantomMember = "phantom member";

    /// <summary>Somebody is there who is not listed.</summary>
    public const string MissingMember = "missing member";

    /// <summary>An empty room left something behind.</summary>
    public const string Remains = "remains";

    /// <summary>Code failed as it must not.</summary>
    public const string Fault = "fault";

    public override string ToString() => FormattableString.Invariant($"{Kind} at {At.TotalSeconds:0.000} s: {Text}");
}
