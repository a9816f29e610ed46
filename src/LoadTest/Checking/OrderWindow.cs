using System.Diagnostics.CodeAnalysis;

namespace OrleansChat.LoadTest.Checking;

/// <summary>The places of a room's order that are not settled yet. Bounded: beyond its size the oldest is given up.</summary>
/// <param name="giveUp">Told of an entry that is given up although not settled; must <see cref="Remove"/> it.</param>
internal sealed class OrderWindow(Action<OrderedEntry> giveUp)
{
    /// <summary>Entries kept for members that lag.</summary>
    private const int MaximumEntries = 4096;

    private readonly Dictionary<Position, OrderedEntry> _entries = [];
    private readonly Queue<OrderedEntry> _oldest = new();
    private readonly Dictionary<ulong, OrderedEntry> _ids = [];

    public int Count => _entries.Count;

    public IEnumerable<OrderedEntry> Entries => _entries.Values;

    public OrderedEntry? Find(Position position) => _entries.GetValueOrDefault(position);

    public OrderedEntry GetOrAdd(Position position)
    {
        if (_entries.TryGetValue(position, out var known))
        {
            return known;
        }

        while (_oldest.TryPeek(out var oldest) && (oldest.Settled || _entries.Count >= MaximumEntries))
        {
            _oldest.Dequeue();
            if (!oldest.Settled)
            {
                giveUp(oldest);
            }
        }

        var entry = new OrderedEntry(position);
        _entries.Add(position, entry);
        _oldest.Enqueue(entry);
        return entry;
    }

    public void Remove(OrderedEntry entry)
    {
        entry.Settled = true;
        _entries.Remove(entry.Position);
        if (entry.Id != 0)
        {
            _ids.Remove(entry.Id);
        }
    }

    /// <summary>Gives an entry its id, unless another entry has it.</summary>
    public bool TrySetId(OrderedEntry entry, ulong id, [NotNullWhen(false)] out OrderedEntry? holder)
    {
        if (_ids.TryGetValue(id, out holder))
        {
            return false;
        }

        _ids.Add(id, entry);
        entry.Id = id;
        return true;
    }
}
