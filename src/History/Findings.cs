namespace OrleansChat.History;

/// <summary>Counts violations and keeps the first few of each kind in words; a broken server may produce millions.</summary>
public sealed class Findings
{
    private const int KeptOfAKind = 5;

    private readonly long[] _counts = new long[Enum.GetValues<ViolationKind>().Length];
    private readonly List<Violation> _first = [];

    /// <summary>The first of each kind, in the order in which they were found.</summary>
    public IReadOnlyList<Violation> First => _first;

    /// <summary>All of them.</summary>
    public long Total => _counts.Sum();

    /// <summary>What was lost, counted once for each client that misses it.</summary>
    public long Lost => Count(ViolationKind.Lost);

    /// <summary>What was shown twice.</summary>
    public long Twice => Count(ViolationKind.Twice);

    /// <summary>Everything that breaks the one order, whichever way it shows.</summary>
    public long OutOfOrder =>
        Count(ViolationKind.OutOfOrder) + Count(ViolationKind.Disagreement) + Count(ViolationKind.ClockWentBack) + Count(ViolationKind.SenderOrder);

    /// <summary>What came from elsewhere.</summary>
    public long Foreign => Count(ViolationKind.Foreign);

    /// <summary>How many of a kind.</summary>
    public long Count(ViolationKind kind) => _counts[(int)kind];

    internal void Add(ViolationKind kind, string text)
    {
        if (_counts[(int)kind]++ < KeptOfAKind)
        {
            _first.Add(new Violation(kind, text));
        }
    }
}
