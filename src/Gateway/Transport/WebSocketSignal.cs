namespace OrleansChat.Gateway.Transport;

/// <summary>What a piece of input was.</summary>
internal enum WebSocketSignal
{
    /// <summary>No whole piece is there yet.</summary>
    More,

    /// <summary>Part of a message, which is in the record buffer now, or a pong, which says nothing more.</summary>
    Data,

    /// <summary>A ping that wants its payload back.</summary>
    Ping,

    /// <summary>The peer's last word.</summary>
    Close,
}
