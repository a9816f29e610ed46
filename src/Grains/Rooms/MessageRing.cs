namespace OrleansChat.Grains.Rooms;

/// <summary>The last messages of a room, in order, bounded by count and by bytes: a full ring forgets the oldest.</summary>
internal sealed class MessageRing(int capacity, int byteCapacity)
{
    private const int FirstSize = 8;

    private MessagePosted[] _slots = [];
    private int _first;
    private int _bytes;

    public int Count { get; private set; }

    /// <summary>Up to which number messages were forgotten or lost, 0 where none were: what lies above it is complete.</summary>
    public long ForgottenUpTo { get; private set; }

    /// <summary>The message at a place counted from the oldest.</summary>
    public MessagePosted this[int index] => _slots[(_first + index) % _slots.Length];

    public void Add(MessagePosted message)
    {
        if (Count == _slots.Length && Count < capacity)
        {
            Grow();
        }

        if (Count == capacity)
        {
            ForgetOldest();
        }

        _slots[(_first + Count) % _slots.Length] = message;
        Count++;
        _bytes += Size(message);
        while (_bytes > byteCapacity && Count > 1)
        {
            ForgetOldest();
        }
    }

    /// <summary>The union with what another replica kept, each message once, in the order of their numbers.</summary>
    public void Merge(IEnumerable<MessagePosted> others)
    {
        var union = ToArray().Concat(others).DistinctBy(message => message.Seq).OrderBy(message => message.Seq).ToArray();
        Clear(ForgottenUpTo);
        foreach (var message in union)
        {
            Add(message);
        }
    }

    /// <summary>Whether the message with this number is here.</summary>
    public bool Contains(long seq) => CountUpTo(seq) is > 0 and var count && this[count - 1].Seq == seq;

    /// <summary>Says that messages up to this number may be missing, although they were never here to be forgotten.</summary>
    public void MissUpTo(long seq) => ForgottenUpTo = Math.Max(ForgottenUpTo, seq);

    /// <summary>The last messages, oldest first.</summary>
    public MessagePosted[] Last(int count) => Slice(Math.Max(0, Count - count), Math.Min(count, Count));

    /// <summary>The messages nearest below a number, oldest first.</summary>
    public MessagePosted[] Before(long seq, int limit)
    {
        // Numbers begin at 1, and one below the lowest of all would be the highest.
        var end = CountUpTo(Math.Max(seq, 1) - 1);
        var start = Math.Max(0, end - limit);
        return Slice(start, end - start);
    }

    /// <summary>The messages nearest above a number, oldest first.</summary>
    public MessagePosted[] After(long seq, int limit)
    {
        var start = CountUpTo(seq);
        return Slice(start, Math.Min(limit, Count - start));
    }

    /// <summary>How many messages have at most this number.</summary>
    public int CountUpTo(long seq)
    {
        int low = 0, high = Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (this[middle].Seq <= seq)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    /// <summary>Forgets every message; the caller knows up to which number there may have been some.</summary>
    public void Clear(long forgottenUpTo)
    {
        _slots = [];
        _first = 0;
        _bytes = 0;
        Count = 0;
        ForgottenUpTo = forgottenUpTo;
    }

    private MessagePosted[] ToArray() => Slice(0, Count);

    private MessagePosted[] Slice(int start, int count)
    {
        if (count <= 0)
        {
            return [];
        }

        var slice = new MessagePosted[count];
        for (var i = 0; i < count; i++)
        {
            slice[i] = this[start + i];
        }

        return slice;
    }

    private void ForgetOldest()
    {
        var oldest = _slots[_first];
        _slots[_first] = null!;
        _first = (_first + 1) % _slots.Length;
        Count--;
        _bytes -= Size(oldest);

        // A replica may have brought one from below a hole; that it goes again does not fill the hole.
        ForgottenUpTo = Math.Max(ForgottenUpTo, oldest.Seq);
    }

    private void Grow()
    {
        var grown = new MessagePosted[Math.Min(capacity, Math.Max(FirstSize, _slots.Length * 2))];
        for (var i = 0; i < Count; i++)
        {
            grown[i] = this[i];
        }

        _slots = grown;
        _first = 0;
    }

    private static int Size(MessagePosted message) => message.Body.Length * sizeof(char);
}
