using OrleansChat.LoadTest.Connections;
using OrleansChat.LoadTest.Wire;

namespace OrleansChat.Bench.Dialects;

/// <summary>The records of SignalR's protocols in what arrived; they end with a separator, not with a frame.</summary>
internal ref struct HubRecords
{
    /// <summary>After how long a silence a client pings: as SignalR's own do unless they are told otherwise.</summary>
    public const double KeepAliveSeconds = 15;

    private ReadOnlySpan<byte> _rest;

    public HubRecords(ref CarriedBytes carried, ReadOnlySpan<byte> payload) => _rest = carried.IsEmpty ? payload : carried.Append(payload);

    public bool TryNext(out ReadOnlySpan<byte> record)
    {
        var end = _rest.IndexOf(HubRecord.Separator);
        record = end < 0 ? default : _rest[..end];
        _rest = _rest[(end + 1)..];
        return end >= 0;
    }

    /// <summary>Keeps what has no end yet; to be called when there is no next one.</summary>
    public readonly void Keep(ref CarriedBytes carried) => carried.Keep(_rest);
}
