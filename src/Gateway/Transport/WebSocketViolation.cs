namespace OrleansChat.Gateway.Transport;

/// <summary>The peer broke the WebSocket protocol or a bound; the connection ends with this status.</summary>
#pragma warning disable CA1032 // Without a status it would say nothing.
internal sealed class WebSocketViolation(ushort status, string message, Exception? reason = null) : Exception(message, reason)
#pragma warning restore CA1032
{
    public ushort Status { get; } = status;
}
