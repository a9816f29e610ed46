using Microsoft.AspNetCore.SignalR;

namespace OrleansChat.Gateway.Connections;

/// <summary>Writes frames into a SignalR connection.</summary>
internal sealed class SignalRFrameWriter(HubConnectionContext connection) : IFrameWriter
{
    public ValueTask WriteAsync(SerializedHubMessage message, CancellationToken cancellationToken) =>
        connection.WriteAsync(message, cancellationToken);

    public void Abort() => connection.Abort();
}
