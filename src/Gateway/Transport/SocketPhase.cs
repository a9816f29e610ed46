namespace OrleansChat.Gateway.Transport;

/// <summary>How far a WebSocket has come.</summary>
internal enum SocketPhase
{
    /// <summary>The client has still to say which hub protocol it speaks.</summary>
    Handshake,

    Open,

    /// <summary>The server has said its last word and waits for the client's.</summary>
    Closing,
}
