namespace Orleans.Embedded;

/// <summary>Settings of this runtime that Orleans does not have.</summary>
public sealed class EmbeddedOptions
{
    /// <summary>How often each silo looks for calls and activations whose time is over, so the precision of these times; 1 s by default.</summary>
    public TimeSpan SweepPeriod { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Seed of random placement; without one it is random indeed.</summary>
    public int? PlacementSeed { get; set; }
}
