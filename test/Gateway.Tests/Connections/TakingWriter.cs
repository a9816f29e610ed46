using OrleansChat.Gateway.Connections;

namespace OrleansChat.Gateway.Tests.Connections;

/// <summary>A transport that takes every frame at once, and only counts.</summary>
internal sealed class TakingWriter : IFrameWriter
{
    public int Frames { get; private set; }

    public ValueTask WriteAsync(OutboundFrame frame, CancellationToken cancellationToken)
    {
        Frames++;
        return ValueTask.CompletedTask;
    }

    public void Close()
    {
    }

    public void Abort()
    {
    }
}
