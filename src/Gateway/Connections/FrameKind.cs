namespace OrleansChat.Gateway.Connections;

/// <summary>What a frame is to a reader that is slow: what may stand in for it while it waits.</summary>
internal enum FrameKind
{
    /// <summary>About the connection itself; never dropped and never replaced.</summary>
    Connection,

    /// <summary>Has a place in its room's order; a digest can stand for it, as the room still has it.</summary>
    Ordered,

    /// <summary>Says how its room's order goes on (epoch, members, gap, resync); only a fresh join can stand for it.</summary>
    RoomState,

    /// <summary>A read marker: the latest of a user in a room says all.</summary>
    Receipt,

    /// <summary>Typing: the latest of a user in a room says all, and clients forget it by themselves.</summary>
    Signal,

    /// <summary>What a watched user is to others: the latest says all.</summary>
    Contact,
}
