namespace OrleansChat.LoadTest.Connections;

internal enum ConnectionPhase
{
    Connecting,
    Upgrading,
    Handshaking,
    Joining,

    /// <summary>In its room.</summary>
    Ready,

    Closed,
}
