namespace OrleansChat.Bench.Generating;

/// <summary>
/// Counts for one room what each member got: of the messages 1, 2, 3 … each one once, and all members in the same order, whichever that is. The order of
/// whoever is ahead is the one that the others are compared with.
/// </summary>
internal sealed class RoomTally(int members)
{
    private readonly List<int> _order = [];
    private readonly int[] _received = new int[members];
    private readonly List<ulong>?[] _seen = new List<ulong>?[members];
    private readonly bool[] _disagrees = new bool[members];

    public int Sent { get; private set; }

    /// <summary>Deliveries of a message to a member that had it already.</summary>
    public long Twice { get; private set; }

    /// <summary>Deliveries, each message counted once a member.</summary>
    public long Delivered { get; private set; }

    /// <summary>Members whose order was not the others'.</summary>
    public int Disagreeing => _disagrees.Count(disagrees => disagrees);

    /// <summary>The number of the next message.</summary>
    public int Send() => ++Sent;

    /// <summary>A member got a message.</summary>
    public void Deliver(int member, int number)
    {
        if (!See(_seen[member] ??= [], number))
        {
            Twice++;
            return;
        }

        Delivered++;
        var place = _received[member]++;
        if (place == _order.Count)
        {
            _order.Add(number);
        }
        else if (_order[place] != number)
        {
            _disagrees[member] = true;
        }
    }

    /// <summary>What members lack, given who of them is still there.</summary>
    public long Lost(Func<int, bool> isThere) => Enumerable.Range(0, _received.Length).Where(isThere).Sum(member => (long)Sent - _received[member]);

    private static bool See(List<ulong> seen, int number)
    {
        var (word, bit) = (number >> 6, 1UL << (number & 63));
        while (seen.Count <= word)
        {
            seen.Add(0);
        }

        var isNew = (seen[word] & bit) == 0;
        seen[word] |= bit;
        return isNew;
    }
}
