namespace OrleansChat.Gateway.Transport;

/// <summary>What a connection's silence asks for.</summary>
internal enum SilenceVerdict
{
    Nothing,

    /// <summary>The server has said nothing for so long that the client could think it gone.</summary>
    Ping,

    /// <summary>The client is gone, or never said who it is.</summary>
    Close,

    /// <summary>The client does not answer the close either.</summary>
    Abort,
}
