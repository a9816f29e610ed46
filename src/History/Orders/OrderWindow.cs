using System.Diagnostics.CodeAnalysis;

namespace OrleansChat.History;

/// <summary>The places of a room's order that are not settled yet. Bounded: beyond its size the oldest is given up.</summary>
/// <param name="giveUp">Told of an entry that is given up although not settled; must <see cref="Remove"/> it.</param>
internal sealed class OrderWindow(Action<OrderedEntry> giveUp)
{
    /// <summary>Entries kept for clients that lag.</summary>
    private const int MaximumEntries = 4096;

    /// <summary>Settled entries that may wait in the queue behind one that is not.</summary>
    private const int MaximumWaiting = 64;

    private readonly Dictionary<Position, OrderedEntry> _entries = [];
    private readonly Dictionary<ulong, OrderedEntry> _ids = [];
    private Queue<OrderedEntry> _oldest = new();

    public int Count => _entries.Count;

    /// <summary>The highest place that was let go.</summary>
    public Position HighestRemoved { get; private set; }

    public IEnumerable<OrderedEntry> Entries => _entries.Values;

    public OrderedEntry? Find(Position position) => _entries.GetValueOrDefault(position);

    public OrderedEntry GetOrAdd(Position position)
    {
        if (_entries.TryGetValue(position, out var known))
        {
            return known;
        }

        MakeRoom();
        var entry = new OrderedEntry(position);
        _entries.Add(position, entry);
        _oldest.Enqueue(entry);
        return entry;
    }

    public void Remove(OrderedEntry entry)
    {
        entry.Settled = true;
        _entries.Remove(entry.Position);
        HighestRemoved = Position.Max(HighestRemoved, entry.Position);
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

    private void MakeRoom()
    {
        while (_oldest.TryPeek(out var oldest) && (oldest.Settled || _entries.Count >= MaximumEntries))
        {
            _oldest.Dequeue();
            if (!oldest.Settled)
            {
                giveUp(oldest);
            }
        }

        if (_oldest.Count > 2 * _entries.Count + MaximumWaiting)
        {
            _oldest = new Queue<OrderedEntry>(_oldest.Where(entry => !entry.Settled));
        }
    }
}
