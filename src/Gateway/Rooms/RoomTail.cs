using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Gateway.Rooms;

/// <summary>The last messages of a room as a replica holds them, in the order of their numbers. Not thread-safe: its owner's lock guards it.</summary>
internal sealed class RoomTail(int capacity)
{
    /// <summary>How many places of forgotten messages may lie before the rest moves up: to move all of it for each would touch all of it for each.</summary>
    private const int MostForgotten = 32;

    private readonly List<MessagePosted> _messages = [];
    private int _first;

    /// <summary>Every message that was said above this number, up to where the owner stands, is here.</summary>
    public long WholeFrom { get; private set; }

    public int Count => _messages.Count - _first;

    /// <summary>Adds a message where its number says; one that is here already is not added again. Returns whether it was new.</summary>
    public bool Add(MessagePosted message)
    {
        var place = _messages.Count;
        while (place > _first && _messages[place - 1].Seq >= message.Seq)
        {
            if (_messages[--place].Seq == message.Seq)
            {
                return false;
            }
        }

        if (message.Seq <= WholeFrom && Count == capacity)
        {
            return false;
        }

        _messages.Insert(place, message);
        if (Count > capacity)
        {
            ForgetOldest();
        }

        return true;
    }

    public bool Contains(long seq) => _messages.FindIndex(_first, message => message.Seq == seq) >= 0;

    /// <summary>Messages up to this number may be missing.</summary>
    public void MissUpTo(long seq) => WholeFrom = Math.Max(WholeFrom, seq);

    /// <summary>Forgets everything; what is complete begins above this number.</summary>
    public void Clear(long wholeFrom)
    {
        _messages.Clear();
        _first = 0;
        WholeFrom = wholeFrom;
    }

    /// <summary>The messages, with others that are not in their order yet.</summary>
    public MessagePosted[] With(IEnumerable<MessagePosted> others) =>
        [.. _messages.Skip(_first).Concat(others).DistinctBy(message => message.Seq).OrderBy(message => message.Seq)];

    private void ForgetOldest()
    {
        WholeFrom = Math.Max(WholeFrom, _messages[_first].Seq);
        _messages[_first++] = null!;
        if (_first == MostForgotten)
        {
            _messages.RemoveRange(0, _first);
            _first = 0;
        }
    }
}
