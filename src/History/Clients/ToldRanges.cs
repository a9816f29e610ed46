namespace OrleansChat.History;

/// <summary>The numbers that a client passed over with a reason. Numbers grow over all epochs, so they need none.</summary>
internal sealed class ToldRanges
{
    /// <summary>Ranges of one view; the two oldest become one beyond it, which excuses too much rather than accuses wrongly.</summary>
    private const int MaximumRanges = 64;

    private readonly List<(long From, long To, bool IsGap)> _ranges = [];

    /// <summary>Notes a range.</summary>
    /// <param name="from">The first number.</param>
    /// <param name="to">The last number.</param>
    /// <param name="isGap">
    /// Whether anything may be missing there; else every acknowledged message of it was given, and only other events and messages that nobody was
    /// promised may be.
    /// </param>
    public void Add(long from, long to, bool isGap)
    {
        if (to < from)
        {
            return;
        }

        _ranges.Add((from, to, isGap));
        if (_ranges.Count > MaximumRanges)
        {
            var (oldest, next) = (_ranges[0], _ranges[1]);
            _ranges[1] = (Math.Min(oldest.From, next.From), Math.Max(oldest.To, next.To), oldest.IsGap || next.IsGap);
            _ranges.RemoveAt(0);
        }
    }

    public bool Covers(long seq) => _ranges.Exists(range => range.From <= seq && seq <= range.To);

    public bool IsGap(long seq) => _ranges.Exists(range => range.IsGap && range.From <= seq && seq <= range.To);
}
