using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Gateway.Rooms;

/// <summary>The last messages of a room as a replica holds them, in the order of their numbers. Not thread-safe: its owner's lock guards it.</summary>
internal sealed class RoomTail(int capacity)
{
    private readonly List<MessagePosted> _messages = [];

    /// <summary>Every message that was said above this number, up to where the owner stands, is here.</summary>
    public long WholeFrom { get; private set; }

    public int Count => _messages.Count;

    /// <summary>Adds a message where its number says; one that is here already is not added again. Returns whether it was new.</summary>
    public bool Add(MessagePosted message)
    {
        var place = _messages.Count;
        while (place > 0 && _messages[place - 1].Seq >= message.Seq)
        {
            if (_messages[--place].Seq == message.Seq)
            {
                return false;
            }
        }

        if (message.Seq <= WholeFrom && _messages.Count == capacity)
        {
            return false;
        }

        _messages.Insert(place, message);
        if (_messages.Count > capacity)
        {
            WholeFrom = Math.Max(WholeFrom, _messages[0].Seq);
            _messages.RemoveAt(0);
        }

        return true;
    }

    public bool Contains(long seq) => _messages.Exists(message => message.Seq == seq);

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
        [.. _messages.Concat(others).DistinctBy(message => message.Seq).OrderBy(message => message.Seq)];
}
