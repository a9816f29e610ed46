namespace OrleansChat.Simulation.Faults;

/// <summary>How often each thing happened.</summary>
internal sealed class Sometimes
{
    private readonly long[] _counts = new long[Enum.GetValues<Occurrence>().Length];

    public long this[Occurrence occurrence] => _counts[(int)occurrence];

    public void Count(Occurrence occurrence) => _counts[(int)occurrence]++;

    public void Add(Sometimes other)
    {
        for (var i = 0; i < _counts.Length; i++)
        {
            _counts[i] += other._counts[i];
        }
    }
}
