using OrleansChat.Gateway.Connections;

namespace OrleansChat.Simulation.Sockets;

/// <summary>Puts what a gateway sends onto the simulated socket.</summary>
internal sealed class SocketWriter(Wire wire, Action close, Action abort) : IFrameWriter
{
    public ValueTask WriteAsync(OutboundFrame frame, CancellationToken cancellationToken) => wire.WriteAsync(frame.Message);

    public void Close() => close();

    public void Abort() => abort();
}
