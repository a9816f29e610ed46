using System.Net.WebSockets;

namespace OrleansChat.Client;

/// <summary>How a connection ended.</summary>
/// <param name="Reason">One plain sentence.</param>
/// <param name="ByServer">Whether the server said goodbye; otherwise this side closed, or the line broke.</param>
/// <param name="Status">The WebSocket close status, where there was a close frame.</param>
/// <param name="AllowReconnect">Whether the server invited the client to connect again.</param>
public sealed record ChatClosure(string Reason, bool ByServer, WebSocketCloseStatus? Status = null, bool AllowReconnect = false);
