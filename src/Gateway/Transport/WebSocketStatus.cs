namespace OrleansChat.Gateway.Transport;

/// <summary>Why a WebSocket is closed (RFC 6455, 7.4).</summary>
internal static class WebSocketStatus
{
    public const ushort Normal = 1000;
    public const ushort ProtocolError = 1002;

    /// <summary>A close frame that says nothing.</summary>
    public const ushort None = 1005;

    public const ushort InvalidText = 1007;
    public const ushort TooBig = 1009;

    /// <summary>Whether a peer may say it.</summary>
    public static bool IsSayable(ushort status) => status is (>= 1000 and <= 1003) or (>= 1007 and <= 1014) or (>= 3000 and <= 4999);
}
