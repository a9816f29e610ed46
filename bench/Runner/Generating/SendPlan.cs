namespace OrleansChat.Bench.Generating;

/// <summary>Who sends when: at even distances, in a shuffled order in which everybody comes once before anybody comes again.</summary>
internal sealed class SendPlan
{
    private readonly int[] _order;
    private readonly double _rate;

    public SendPlan(int connections, double messagesPerSecond, int seed)
    {
        _order = [.. Enumerable.Range(0, connections)];
        new Random(seed).Shuffle(_order);
        _rate = messagesPerSecond;
    }

    /// <summary>Microseconds after the first message at which one is due.</summary>
    public long Due(long message) => (long)(message * 1e6 / _rate);

    /// <summary>The connection that sends it.</summary>
    public int Connection(long message) => _order[message % _order.Length];
}
