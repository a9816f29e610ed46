using OrleansChat.LoadTest.Options;

namespace OrleansChat.LoadTest.Running;

/// <summary>
/// Who sends when, or does something else where there is a mix: at even distances, every user once before anybody sends again, in a shuffled order. So no user exceeds an even share, which
/// matters because the server limits each user. A process that plays a part of the rooms sends just the messages of these, at the same times as if
/// one process played them all.
/// </summary>
internal sealed class SendSchedule
{
    private readonly int[] _order;
    private readonly int[] _ownPlaces;
    private readonly int _firstConnection;
    private readonly double _rate;

    public SendSchedule(LoadOptions options, RunShare share)
    {
        _order = [.. Enumerable.Range(0, options.Connections)];
        new Random(options.Seed).Shuffle(_order);
        _firstConnection = share.FirstConnection(options);
        var behind = _firstConnection + share.Connections(options);
        _ownPlaces = [.. Enumerable.Range(0, _order.Length).Where(place => _order[place] >= _firstConnection && _order[place] < behind)];
        _rate = options.Rate;
        var (rounds, rest) = Math.DivRem((long)Math.Floor(_rate * (options.Warmup + options.Duration).TotalSeconds), _order.Length);
        Count = rounds * _ownPlaces.Length + _ownPlaces.Count(place => place < rest);
        MeasuredAfter = (long)options.Warmup.TotalMicroseconds;
    }

    /// <summary>How many messages there are.</summary>
    public long Count { get; }

    /// <summary>Microseconds after the first send of the run from which on it is measured.</summary>
    public long MeasuredAfter { get; }

    /// <summary>The connection that sends a message, by its number in the share.</summary>
    public int Connection(long message) => _order[_ownPlaces[message % _ownPlaces.Length]] - _firstConnection;

    /// <summary>The number of a message in the whole run, whichever process sends it.</summary>
    public long Number(long message)
    {
        var (round, own) = Math.DivRem(message, _ownPlaces.Length);
        return round * _order.Length + _ownPlaces[own];
    }

    /// <summary>When a message is due, in microseconds after the first of the run.</summary>
    public long Due(long message) => (long)(Number(message) * 1e6 / _rate);
}
