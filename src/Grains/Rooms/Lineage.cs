namespace OrleansChat.Grains.Rooms;

/// <summary>
/// The epochs that led to this activation, and how far each went. A client's position belongs to this room's history only if it lies in one of
/// them: what an activation said that was replaced unheard is nobody's past.
/// </summary>
internal sealed class Lineage
{
    /// <summary>Clients that come back after more losses than this take a fresh view.</summary>
    private const int Kept = 8;

    /// <summary>Made when there is a past: most rooms have only ever had one activation.</summary>
    private SortedList<long, long>? _ends;

    public void Add(long epoch, long head)
    {
        _ends ??= [];
        _ends[epoch] = Math.Max(_ends.GetValueOrDefault(epoch), head);
        if (_ends.Count > Kept)
        {
            _ends.RemoveAt(0);
        }
    }

    public bool Contains(Position position) => _ends is not null && _ends.TryGetValue(position.Epoch, out var end) && position.Seq <= end;

    public bool ContainsEpoch(long epoch) => _ends?.ContainsKey(epoch) == true;

    public EpochEnd[] ToArray() => _ends is null ? [] : [.. _ends.Select(pair => new EpochEnd(pair.Key, pair.Value))];

    public void Clear() => _ends = null;
}
