namespace OrleansChat.Grains.Rooms;

/// <summary>
/// What was decided about a room and its members, in the order of the numbers: what holds, and what held before, so that one can look up who did what. Few rooms have any.
/// They stand beside the messages because they outlive them. Not thread-safe.
/// </summary>
/// <remarks>
/// Beyond <see cref="Capacity"/> the oldest goes of those that a later one has replaced, that have run out, or that lift something; any two that have heard the same keep the same.
/// </remarks>
public sealed class Rulings
{
    /// <summary>Rulings that are kept; more only where more of them hold.</summary>
    public const int Capacity = 256;

    private List<Ruling>? _all;

    /// <summary>How many there are.</summary>
    public int Count => _all?.Count ?? 0;

    /// <summary>All, oldest first.</summary>
    public IReadOnlyList<Ruling> All => _all ?? (IReadOnlyList<Ruling>)[];

    /// <summary>Adds a ruling where its number says; false where it is here already, or has gone.</summary>
    public bool TryAdd(Ruling ruling)
    {
        ArgumentNullException.ThrowIfNull(ruling);
        if (Contains(ruling.Seq))
        {
            return false;
        }

        _all ??= [];
        _all.Insert(_all.FindLastIndex(known => known.Seq < ruling.Seq) + 1, ruling);
        if (_all.Count > Capacity && _all.FindIndex(known => !Counts(known, _all[^1].At)) is >= 0 and var index)
        {
            _all.RemoveAt(index);
        }

        return true;
    }

    /// <summary>Whether the ruling with this number is here.</summary>
    public bool Contains(long seq) => _all?.Exists(known => known.Seq == seq) == true;

    /// <summary>How many hold at a time.</summary>
    public int CountHolding(long now) => _all?.Count(ruling => Counts(ruling, now)) ?? 0;

    /// <summary>What holds at a time; null where nothing was decided, it was lifted, or has run out.</summary>
    /// <param name="kind">Of what kind.</param>
    /// <param name="subject">About whom; null for the room.</param>
    /// <param name="now">Unix milliseconds.</param>
    public Ruling? Holding(RulingKind kind, UserId? subject, long now) =>
        _all?.FindLast(known => known.IsAbout(kind, subject)) is { } last && last.Kind == kind && last.Holds(now) ? last : null;

    /// <summary>The last word that a user must leave, whether he may come back or not; null where there is none.</summary>
    public Ruling? LastRemoval(UserId subject) => _all?.FindLast(known => known.Removes && known.Subject?.Id == subject);

    /// <summary>Entries in the order of their numbers, with the rulings above a number.</summary>
    public Entry[] With(Entry[] entries, long above = 0)
    {
        if (_all is null)
        {
            return entries;
        }

        var rulings = _all.FindAll(ruling => ruling.Seq > above);
        return rulings.Count == 0 ? entries : [.. entries.Concat(rulings).OrderBy(entry => entry.Seq)];
    }

    /// <summary>Forgets all.</summary>
    public void Clear() => _all = null;

    private bool Counts(Ruling ruling, long now) =>
        ruling.Kind is not (RulingKind.Kicked or RulingKind.Unbanned or RulingKind.Unmuted or RulingKind.Unfrozen)
        && ruling.Holds(now)
        && ruling is not ({ Kind: RulingKind.Slowed, Value: 0 } or { Kind: RulingKind.Role, Value: (int)RoomRole.Member })
        && _all!.FindLast(known => known.IsAbout(ruling.Kind, ruling.Subject?.Id)) == ruling;
}
