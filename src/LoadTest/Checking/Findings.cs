namespace OrleansChat.LoadTest.Checking;

/// <summary>Counts violations and keeps the first few of each kind in words; a broken server may produce millions.</summary>
internal sealed class Findings
{
    private const int KeptOfAKind = 5;

    private readonly long[] _counts = new long[Enum.GetValues<ViolationKind>().Length];
    private readonly List<Violation> _first = [];

    public IReadOnlyList<Violation> First => _first;

    public long Total => _counts.Sum();

    public long Lost => Count(ViolationKind.Lost);

    public long Twice => Count(ViolationKind.Twice);

    /// <summary>Everything that breaks the one order, whichever way it shows.</summary>
    public long OutOfOrder =>
        Count(ViolationKind.OutOfOrder) + Count(ViolationKind.Disagreement) + Count(ViolationKind.ClockWentBack) + Count(ViolationKind.SenderOrder);

    public long Foreign => Count(ViolationKind.Foreign);

    public long Count(ViolationKind kind) => _counts[(int)kind];

    public void Add(ViolationKind kind, string text)
    {
        if (_counts[(int)kind]++ < KeptOfAKind)
        {
            _first.Add(new Violation(kind, text));
        }
    }
}
