namespace OrleansChat.Grains.Rooms;

/// <summary>
/// The last messages of a room and everything that was done to messages since the oldest of them was said, in order, bounded by messages and by bytes: a full
/// ring forgets the oldest message, and all changes up to the next.
/// </summary>
/// <param name="room">Which room.</param>
/// <param name="capacity">Messages it keeps at the most.</param>
/// <param name="byteCapacity">Bytes that all bodies may have together, two a character; a single message may have more.</param>
internal sealed class EntryRing(RoomId room, int capacity, int byteCapacity)
{
    private readonly PackedEntries _entries = new(room);

    /// <summary>What was decided; it outlives the messages around it.</summary>
    public Rulings Rulings { get; } = new();

    /// <summary>How many messages are here.</summary>
    public int Messages => _entries.Messages;

    /// <summary>How many changes are here.</summary>
    public int Changes => _entries.Changes;

    /// <summary>Up to which number entries were forgotten or lost, 0 where none were: what lies above it is complete.</summary>
    public long ForgottenUpTo { get; private set; }

    /// <summary>The number of the newest entry; there must be one.</summary>
    public long Newest => Math.Max(_entries.Count > 0 ? _entries.SeqAt(_entries.Count - 1) : 0, Rulings.Count > 0 ? Rulings.All[^1].Seq : 0);

    /// <summary>All that is here, oldest first.</summary>
    public Entry[] All => Rulings.With(_entries.Slice(0, _entries.Count));

    /// <summary>Adds the next entry.</summary>
    public void Add(Entry entry)
    {
        if (entry is Ruling ruling)
        {
            Rulings.TryAdd(ruling);
            return;
        }

        if (!_entries.TryAdd(entry))
        {
            return;
        }

        while (Messages > capacity || (_entries.Characters * sizeof(char) > byteCapacity && Messages > 1))
        {
            // A replica may have brought one from below a hole; that it goes again does not fill the hole.
            MissUpTo(_entries.RemoveOldest());
        }
    }

    /// <summary>The union with what another replica kept, each entry once, in the order of their numbers.</summary>
    public void Merge(IEnumerable<Entry> others)
    {
        var union = All.Concat(others).DistinctBy(entry => entry.Seq).OrderBy(entry => entry.Seq).ToArray();
        Clear(ForgottenUpTo);
        foreach (var entry in union)
        {
            Add(entry);
        }
    }

    /// <summary>Whether the entry with this number is here.</summary>
    public bool Contains(long seq) => _entries.Contains(seq) || Rulings.Contains(seq);

    /// <summary>The message with this number, if it is here.</summary>
    public MessagePosted? Find(long seq) => _entries.Find(seq);

    /// <summary>What was done to a message and still counts, oldest first.</summary>
    public IEnumerable<MessageChanged> ChangesOf(long message) => Changes == 0 ? [] : _entries.ChangesOf(message);

    /// <summary>Says that entries up to this number may be missing, although they were never here to be forgotten.</summary>
    public void MissUpTo(long seq) => ForgottenUpTo = Math.Max(ForgottenUpTo, seq);

    /// <summary>The last messages and everything that was done since the oldest of them was said; and what was decided, whenever that was.</summary>
    /// <param name="messages">How many messages.</param>
    public Entry[] Last(int messages)
    {
        if (messages >= Messages)
        {
            return All;
        }

        var start = StartOf(messages, _entries.Count);
        return Rulings.With(_entries.Slice(start, _entries.Count - start));
    }

    /// <summary>The messages nearest below a number, oldest first, each as it was said.</summary>
    public MessagePosted[] Before(long seq, int limit)
    {
        // Numbers begin at 1, and one below the lowest of all would be the highest.
        var end = _entries.CountUpTo(Math.Max(seq, 1) - 1);
        var start = StartOf(limit, end);
        return [.. _entries.Slice(start, end - start).OfType<MessagePosted>()];
    }

    /// <summary>The entries nearest above a number, oldest first.</summary>
    public Entry[] After(long seq, int limit = int.MaxValue)
    {
        var start = _entries.CountUpTo(seq);
        var after = Rulings.With(_entries.Slice(start, Math.Min(limit, _entries.Count - start)), above: seq);
        return after.Length > limit ? after[..limit] : after;
    }

    /// <summary>How many messages have at most this number.</summary>
    public int MessagesUpTo(long seq)
    {
        var (count, end) = (0, _entries.CountUpTo(seq));
        for (var index = 0; index < end; index++)
        {
            count += _entries.IsMessageAt(index) ? 1 : 0;
        }

        return count;
    }

    /// <summary>Forgets everything; the caller knows up to which number there may have been something.</summary>
    public void Clear(long forgottenUpTo)
    {
        _entries.Clear();
        Rulings.Clear();
        ForgottenUpTo = forgottenUpTo;
    }

    /// <summary>Where the last messages before a place begin.</summary>
    private int StartOf(int messages, int end)
    {
        var start = end;
        for (var index = end - 1; index >= 0 && messages > 0; index--)
        {
            if (_entries.IsMessageAt(index))
            {
                messages--;
                start = index;
            }
        }

        return start;
    }
}
