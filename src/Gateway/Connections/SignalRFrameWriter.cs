using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;

namespace OrleansChat.Gateway.Connections;

/// <summary>Writes frames into a connection of one of SignalR's own transports.</summary>
internal sealed class SignalRFrameWriter(HubConnectionContext connection) : IFrameWriter
{
    public ValueTask WriteAsync(OutboundFrame frame, CancellationToken cancellationToken) =>
        connection.WriteAsync(frame.Message, cancellationToken);

    public void Close() => connection.Abort();

    /// <summary>SignalR's own end waits for the transport to send what it holds, which a reader that takes nothing never lets it; so the request under it goes first.</summary>
    public void Abort()
    {
        connection.GetHttpContext()?.Abort();
        connection.Abort();
    }
}
