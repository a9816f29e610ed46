namespace OrleansChat.LoadTest.Connections;

/// <summary>The messages of a member that have no outcome yet, in the order of their numbers: those under way, and those that must be sent (again).</summary>
internal sealed class OpenSends
{
    private readonly SortedDictionary<long, Send> _sends = [];

    public int Count => _sends.Count;

    /// <summary>Takes a message in.</summary>
    /// <param name="number">Its number and key.</param>
    /// <param name="due">When it was due.</param>
    /// <param name="isUnderWay">Whether it leaves at once; else it waits for a connection.</param>
    public void Add(long number, long due, bool isUnderWay) => _sends.Add(number, new Send(due) { IsUnderWay = isUnderWay, WasSent = isUnderWay });

    public bool Remove(long number) => _sends.Remove(number);

    /// <summary>A message's sending ended without an outcome.</summary>
    public void Interrupt(long number) => _sends[number].IsUnderWay = false;

    /// <summary>The connection ended.</summary>
    /// <returns>How many messages were under way on it.</returns>
    public int InterruptAll()
    {
        var interrupted = 0;
        foreach (var send in _sends.Values.Where(send => send.IsUnderWay))
        {
            send.IsUnderWay = false;
            interrupted++;
        }

        return interrupted;
    }

    /// <summary>Takes what must be sent now; it counts as under way from here on.</summary>
    public IEnumerable<(long Number, long Due, bool IsRepeat)> TakeWaiting()
    {
        foreach (var (number, send) in _sends.Where(pair => !pair.Value.IsUnderWay).ToArray())
        {
            var isRepeat = send.WasSent;
            (send.IsUnderWay, send.WasSent) = (true, true);
            yield return (number, send.Due, isRepeat);
        }
    }

    private sealed class Send(long due)
    {
        public long Due => due;

        public bool IsUnderWay { get; set; }

        public bool WasSent { get; set; }
    }
}
