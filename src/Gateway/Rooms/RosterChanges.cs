using System.Runtime.InteropServices;
using OrleansChat.Gateway.Connections;
using OrleansChat.Gateway.Fanout;
using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Gateway.Rooms;

/// <summary>
/// Who came to a large room and who went, until its members are told of them together. Each is told to everybody, so a room that a thousand people enter would
/// have half a million frames to write; together they are a few writes to each. Not thread-safe: its room's lock guards it.
/// </summary>
internal sealed class RosterChanges
{
    /// <summary>As many are told without waiting longer: some 16 KB, a write that no socket pushes back at.</summary>
    private const int AtMost = 128;

    /// <summary>A write to one member takes some 15 to 17 µs of a processor (bench/NOTES.md), so that telling takes at most a third of one.</summary>
    private static readonly TimeSpan PerMember = TimeSpan.FromMicroseconds(50);

    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(500);

    private readonly List<(Position Position, OutboundFrame Frame)> _changes = [];
    private readonly Dictionary<int, OutboundFrame> _from = [];

    /// <summary>Whether a call has been asked for that tells what is here.</summary>
    public bool IsAwaited { get; set; }

    public bool IsEmpty => _changes.Count == 0;

    public bool IsFull => _changes.Count >= AtMost;

    /// <summary>All that is here, in order.</summary>
    public ReadOnlySpan<(Position Position, OutboundFrame Frame)> All => CollectionsMarshal.AsSpan(_changes);

    /// <summary>How long they may wait where so many members are to be told.</summary>
    public static TimeSpan WaitFor(int members) => TimeSpan.FromTicks(Math.Clamp(PerMember.Ticks * members, Shortest.Ticks, Longest.Ticks));

    /// <summary>Adds the next one.</summary>
    public void Add(Position position, OutboundFrame frame) => _changes.Add((position, frame));

    /// <summary>Those above a position as one frame, made once for all who stand there; null where there are none.</summary>
    public OutboundFrame? Above(Position position)
    {
        var first = _changes[0].Position > position ? 0 : _changes.FindIndex(change => change.Position > position);
        if (first < 0)
        {
            return null;
        }

        ref var frame = ref CollectionsMarshal.GetValueRefOrAddDefault(_from, first, out _);
        return frame ??= FrameEncoder.Combine([.. _changes.Skip(first).Select(change => change.Frame)]);
    }

    /// <summary>All were told.</summary>
    public void Clear()
    {
        _changes.Clear();
        _from.Clear();
    }
}
