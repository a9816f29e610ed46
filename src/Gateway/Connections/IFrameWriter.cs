namespace OrleansChat.Gateway.Connections;

/// <summary>The transport under a connection's outbox: a WebSocket, SignalR where a client has none, a recorder in tests.</summary>
internal interface IFrameWriter
{
    /// <summary>Writes a frame; the task ends when the transport can take the next one.</summary>
    ValueTask WriteAsync(OutboundFrame frame, CancellationToken cancellationToken);

    /// <summary>
    /// Reads what a write will need, and does nothing with it. A room does so for several members before it writes to the first: with thousands of
    /// connections none of that is in the processor's caches, and these reads wait for memory all at once, where those of the writes would one by one.
    /// </summary>
    /// <returns>Something without a meaning; who uses it keeps the reads from being optimised away.</returns>
    int ReadAhead() => 0;

    /// <summary>Ends the connection behind what was written.</summary>
    void Close();

    /// <summary>Ends the connection at once, even if the other side takes nothing any more.</summary>
    void Abort();
}
