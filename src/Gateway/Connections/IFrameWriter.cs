namespace OrleansChat.Gateway.Connections;

/// <summary>The transport under a connection's outbox: a WebSocket, SignalR where a client has none, a recorder in tests.</summary>
internal interface IFrameWriter
{
    /// <summary>Writes a frame; the task ends when the transport can take the next one.</summary>
    ValueTask WriteAsync(OutboundFrame frame, CancellationToken cancellationToken);

    /// <summary>Ends the connection behind what was written.</summary>
    void Close();

    /// <summary>Ends the connection at once, even if the other side takes nothing any more.</summary>
    void Abort();
}
