using OrleansChat.Grains.Interfaces;
using OrleansChat.Grains.Rooms;

namespace OrleansChat.Gateway.Rooms;

/// <summary>
/// The last messages of a room as a replica holds them, and what was done to messages since, in the order of their numbers. Not thread-safe: its owner's lock
/// guards it.
/// </summary>
/// <param name="room">The room.</param>
/// <param name="capacity">Messages that it holds at the most.</param>
internal sealed class RoomTail(RoomId room, int capacity)
{
    private readonly PackedEntries _entries = new(room);

    /// <summary>What was decided; it outlives the messages around it.</summary>
    public Rulings Rulings { get; } = new();

    /// <summary>Everything that was said and done above this number, up to where the owner stands, and still counts, is here.</summary>
    public long WholeFrom { get; private set; }

    /// <summary>How many messages are here.</summary>
    public int Messages => _entries.Messages;

    /// <summary>Adds an entry where its number says; one that is here already is not added again. Returns whether it was new.</summary>
    public bool Add(Entry entry)
    {
        if (entry is Ruling ruling)
        {
            return Rulings.TryAdd(ruling);
        }

        if ((entry.Seq <= WholeFrom && Messages == capacity) || !_entries.TryAdd(entry))
        {
            return false;
        }

        while (Messages > capacity)
        {
            MissUpTo(_entries.RemoveOldest());
        }

        return true;
    }

    public bool Contains(long seq) => _entries.Contains(seq) || Rulings.Contains(seq);

    /// <summary>Entries up to this number may be missing.</summary>
    public void MissUpTo(long seq) => WholeFrom = Math.Max(WholeFrom, seq);

    /// <summary>Forgets everything; what is complete begins above this number.</summary>
    public void Clear(long wholeFrom)
    {
        _entries.Clear();
        Rulings.Clear();
        WholeFrom = wholeFrom;
    }

    /// <summary>The entries, with others that are not in their order yet.</summary>
    public Entry[] With(IEnumerable<Entry> others) =>
        [.. _entries.Slice(0, _entries.Count).Concat(Rulings.All).Concat(others).DistinctBy(entry => entry.Seq).OrderBy(entry => entry.Seq)];
}
