using OrleansChat.Grains.Interfaces;
using OrleansChat.Grains.Rooms;

namespace OrleansChat.Gateway.Rooms;

/// <summary>The last messages of a room as a replica holds them, in the order of their numbers. Not thread-safe: its owner's lock guards it.</summary>
internal sealed class RoomTail(RoomId room, int capacity)
{
    private readonly PackedMessages _messages = new(room);

    /// <summary>Every message that was said above this number, up to where the owner stands, is here.</summary>
    public long WholeFrom { get; private set; }

    public int Count => _messages.Count;

    /// <summary>Adds a message where its number says; one that is here already is not added again. Returns whether it was new.</summary>
    public bool Add(MessagePosted message)
    {
        if ((message.Seq <= WholeFrom && Count == capacity) || !_messages.TryAdd(message))
        {
            return false;
        }

        if (Count > capacity)
        {
            WholeFrom = Math.Max(WholeFrom, _messages.SeqAt(0));
            _messages.RemoveFirst();
        }

        return true;
    }

    public bool Contains(long seq) => _messages.Contains(seq);

    /// <summary>Messages up to this number may be missing.</summary>
    public void MissUpTo(long seq) => WholeFrom = Math.Max(WholeFrom, seq);

    /// <summary>Forgets everything; what is complete begins above this number.</summary>
    public void Clear(long wholeFrom)
    {
        _messages.Clear();
        WholeFrom = wholeFrom;
    }

    /// <summary>The messages, with others that are not in their order yet.</summary>
    public MessagePosted[] With(IEnumerable<MessagePosted> others) =>
        [.. _messages.Slice(0, Count).Concat(others).DistinctBy(message => message.Seq).OrderBy(message => message.Seq)];
}
