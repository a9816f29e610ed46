using OrleansChat.LoadTest.Options;

namespace OrleansChat.LoadTest.Running;

/// <summary>
/// Who sends when: at even distances, every user once before anybody sends again, in a shuffled order. So no user exceeds an even share, which
/// matters because the server limits each user.
/// </summary>
internal sealed class SendSchedule
{
    private readonly int[] _order;
    private readonly double _rate;

    public SendSchedule(LoadOptions options)
    {
        _order = [.. Enumerable.Range(0, options.Connections)];
        new Random(options.Seed).Shuffle(_order);
        _rate = options.Rate;
        Count = (long)Math.Floor(_rate * (options.Warmup + options.Duration).TotalSeconds);
        MeasuredAfter = (long)options.Warmup.TotalMicroseconds;
    }

    /// <summary>How many messages there are.</summary>
    public long Count { get; }

    /// <summary>Microseconds after the first send from which on it is measured.</summary>
    public long MeasuredAfter { get; }

    /// <summary>The connection that sends a message.</summary>
    public int Connection(long message) => _order[message % _order.Length];

    /// <summary>When a message is due, in microseconds after the first.</summary>
    public long Due(long message) => (long)(message * 1e6 / _rate);
}
