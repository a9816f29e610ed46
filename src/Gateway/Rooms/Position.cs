using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Gateway.Rooms;

/// <summary>A place in a room's one order.</summary>
internal readonly record struct Position(long Epoch, long Seq)
{
    /// <summary>The place of an event; none for signals.</summary>
    public static Position Of(RoomEvent roomEvent) => roomEvent is OrderedEvent ordered ? new Position(ordered.Epoch, ordered.Seq) : default;

    public static bool operator <=(Position left, Position right) =>
        left.Epoch < right.Epoch || (left.Epoch == right.Epoch && left.Seq <= right.Seq);

    public static bool operator >=(Position left, Position right) => right <= left;
}
