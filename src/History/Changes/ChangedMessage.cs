namespace OrleansChat.History;

/// <summary>A message to which something was done, or may have been.</summary>
internal sealed class ChangedMessage(long seq)
{
    private readonly List<PlacedChange> _placed = [];

    public long Seq => seq;

    /// <summary>A hash of what it said before any edit; 0 while unknown.</summary>
    public ulong Text { get; set; }

    public IReadOnlyList<PlacedChange> Placed => _placed;

    /// <summary>Every change that was sent, but for those that are settled.</summary>
    public List<SentChange> Sent { get; } = [];

    public PlacedChange? At(Position place) => _placed.Find(change => change.Place == place);

    public PlacedChange Add(Position place, in MessageChange what)
    {
        var change = new PlacedChange(place, what);
        _placed.Add(change);
        return change;
    }
}
