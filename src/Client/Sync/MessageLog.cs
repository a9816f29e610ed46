using System.Runtime.InteropServices;
using OrleansChat.Contracts;

namespace OrleansChat.Client.Sync;

/// <summary>The last messages of a room, each once, ordered by number. Numbers order messages over all epochs, so nothing else is compared.</summary>
internal sealed class MessageLog(int capacity)
{
    private readonly List<MessageFrame> _messages = [];

    // Of what was pushed out nobody knows any more whether it was here, so nothing comes in below it.
    private long _floor;

    public IReadOnlyList<MessageFrame> Messages => _messages;

    public long Newest => _messages.Count == 0 ? 0 : _messages[^1].Seq;

    /// <summary>Puts a message in its place; false where it is there already, or too old to tell.</summary>
    public bool Insert(MessageFrame message)
    {
        if (message.Seq <= _floor || PlaceOf(message.Seq) is var place && place < _messages.Count && _messages[place].Seq == message.Seq)
        {
            return false;
        }

        _messages.Insert(place, message);
        if (_messages.Count > capacity)
        {
            _floor = _messages[0].Seq;
            _messages.RemoveAt(0);
            return place > 0;
        }

        return true;
    }

    /// <summary>The message with this number; null where it is not here.</summary>
    public MessageFrame? Find(long seq) => PlaceOf(seq) is var place && place < _messages.Count && _messages[place].Seq == seq ? _messages[place] : null;

    /// <summary>Puts a message into the place of the one with its number, which must be here.</summary>
    public void Replace(MessageFrame message) => _messages[PlaceOf(message.Seq)] = message;

    public void Clear()
    {
        _messages.Clear();
        _floor = 0;
    }

    /// <summary>The index of the first message whose number is not lower.</summary>
    private int PlaceOf(long seq)
    {
        var messages = CollectionsMarshal.AsSpan(_messages);
        var (low, high) = (0, messages.Length);

        // Most messages are the newest.
        if (high == 0 || messages[^1].Seq < seq)
        {
            return high;
        }

        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = messages[middle].Seq < seq ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
