namespace OrleansChat.Simulation.Scheduling;

/// <summary>
/// Numbers that follow from a seed alone (SplitMix64), on every machine and in every version. Each concern of a simulation throws its own dice, so that one
/// more throw for the network does not change what clients do.
/// </summary>
internal sealed class Dice
{
    private ulong _state;

    public Dice(long seed, int concern)
    {
        _state = unchecked(((ulong)seed * 0x9E3779B97F4A7C15) + ((ulong)concern * 0xD1B54A32D192ED03));
        Next();
    }

    public ulong Next()
    {
        var z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>From 0 to below <paramref name="end"/>.</summary>
    public int Below(int end) => (int)((Next() >> 32) * (ulong)end >> 32);

    public int Between(int first, int last) => first + Below(last - first + 1);

    /// <summary>From 0 to below 1.</summary>
    public double Fraction() => (Next() >> 11) * (1.0 / (1UL << 53));

    public bool Chance(double probability) => Fraction() < probability;

    public T Of<T>(IReadOnlyList<T> choices) => choices[Below(choices.Count)];

    /// <summary>A waiting time with the given mean, as between events that know nothing of each other; at most ten times the mean.</summary>
    public TimeSpan Wait(TimeSpan mean) => TimeSpan.FromTicks((long)(mean.Ticks * Math.Min(10, -Math.Log(1 - Fraction()))));

    public TimeSpan UpTo(TimeSpan longest) => TimeSpan.FromTicks((long)(longest.Ticks * Fraction()));
}
