using OrleansChat.Contracts;
using OrleansChat.Gateway.Fanout;

namespace OrleansChat.Gateway.Connections;

/// <summary>
/// What waits in place of a room's frames that were left out: a digest, if all of them have numbers, as the client can then fetch them; a resync, if
/// one of them said how the order goes on, as only the answer of a join contains that.
/// </summary>
internal sealed class RoomSummary(string room)
{
    /// <summary>The longest that it can be on the wire, and so what it is counted for while it can still change.</summary>
    public const int MostBytes = 256;

    private long _epoch;
    private long _head;
    private int _count;
    private bool _needsJoin;

    public string Room { get; } = room;

    /// <summary>Lets it stand for one more frame, which came after all those that it stands for already.</summary>
    public void Fold(OutboundFrame frame)
    {
        if (frame.Kind is not FrameKind.Ordered)
        {
            _needsJoin = true;
            return;
        }

        (_epoch, _head) = (frame.Epoch, frame.Seq);
        _count++;
    }

    /// <summary>Lets it stand for all that another stands for, which came after what it stands for already.</summary>
    public void Fold(RoomSummary later)
    {
        (_epoch, _head) = (later._epoch, later._head);
        _count += later._count;
        _needsJoin |= later._needsJoin;
    }

    public OutboundFrame Encode() => FrameEncoder.Encode(_needsJoin
        ? new ResyncFrame(Room, "Too much was left out while you were reading slowly.")
        : new DigestFrame(Room, _epoch, _head, _count));
}
