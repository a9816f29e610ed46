namespace OrleansChat.Bench.Generating;

internal enum ConnectionPhase
{
    New,
    Connecting,
    Upgrading,

    /// <summary>The WebSocket is open, and the dialect does what comes before the room.</summary>
    Joining,

    /// <summary>In its room.</summary>
    Ready,

    Closed,
}
