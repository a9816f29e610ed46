namespace OrleansChat.Grains.Rooms;

/// <summary>The last messages of a room, in order, bounded by count and by bytes: a full ring forgets the oldest.</summary>
/// <param name="room">Which room.</param>
/// <param name="capacity">Messages it keeps at the most.</param>
/// <param name="byteCapacity">Bytes that their bodies may have together, two a character; a single message may have more.</param>
internal sealed class MessageRing(RoomId room, int capacity, int byteCapacity)
{
    private readonly PackedMessages _messages = new(room);
    private int _bytes;

    public int Count => _messages.Count;

    /// <summary>Up to which number messages were forgotten or lost, 0 where none were: what lies above it is complete.</summary>
    public long ForgottenUpTo { get; private set; }

    /// <summary>The number of the oldest message; there must be one.</summary>
    public long Oldest => _messages.SeqAt(0);

    /// <summary>The number of the newest message; there must be one.</summary>
    public long Newest => _messages.SeqAt(Count - 1);

    /// <summary>Adds the next message.</summary>
    public void Add(MessagePosted message)
    {
        if (!_messages.TryAdd(message))
        {
            return;
        }

        _bytes += message.Body.Length * sizeof(char);
        while (Count > capacity || (_bytes > byteCapacity && Count > 1))
        {
            ForgetOldest();
        }
    }

    /// <summary>The union with what another replica kept, each message once, in the order of their numbers.</summary>
    public void Merge(IEnumerable<MessagePosted> others)
    {
        var union = Last(Count).Concat(others).DistinctBy(message => message.Seq).OrderBy(message => message.Seq).ToArray();
        Clear(ForgottenUpTo);
        foreach (var message in union)
        {
            Add(message);
        }
    }

    /// <summary>Whether the message with this number is here.</summary>
    public bool Contains(long seq) => _messages.Contains(seq);

    /// <summary>Says that messages up to this number may be missing, although they were never here to be forgotten.</summary>
    public void MissUpTo(long seq) => ForgottenUpTo = Math.Max(ForgottenUpTo, seq);

    /// <summary>The last messages, oldest first.</summary>
    public MessagePosted[] Last(int count) => _messages.Slice(Math.Max(0, Count - count), Math.Min(count, Count));

    /// <summary>The messages nearest below a number, oldest first.</summary>
    public MessagePosted[] Before(long seq, int limit)
    {
        // Numbers begin at 1, and one below the lowest of all would be the highest.
        var end = CountUpTo(Math.Max(seq, 1) - 1);
        var start = Math.Max(0, end - limit);
        return _messages.Slice(start, end - start);
    }

    /// <summary>The messages nearest above a number, oldest first.</summary>
    public MessagePosted[] After(long seq, int limit)
    {
        var start = CountUpTo(seq);
        return _messages.Slice(start, Math.Min(limit, Count - start));
    }

    /// <summary>How many messages have at most this number.</summary>
    public int CountUpTo(long seq) => _messages.CountUpTo(seq);

    /// <summary>Forgets every message; the caller knows up to which number there may have been some.</summary>
    public void Clear(long forgottenUpTo)
    {
        _messages.Clear();
        _bytes = 0;
        ForgottenUpTo = forgottenUpTo;
    }

    private void ForgetOldest()
    {
        // A replica may have brought one from below a hole; that it goes again does not fill the hole.
        ForgottenUpTo = Math.Max(ForgottenUpTo, Oldest);
        _bytes -= _messages.BodyLengthAt(0) * sizeof(char);
        _messages.RemoveFirst();
    }
}
