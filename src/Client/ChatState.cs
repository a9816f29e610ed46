namespace OrleansChat.Client;

/// <summary>Where a <see cref="ChatClient"/> stands.</summary>
public enum ChatState
{
    /// <summary>There was no connection yet.</summary>
    Connecting,

    /// <summary>Connected; the rooms are resumed or being joined.</summary>
    Open,

    /// <summary>The connection was lost; the next one is being made. Messages wait.</summary>
    Reconnecting,

    /// <summary>Connected, and about to move to another connection, because the gateway is going to stop. Everything works meanwhile.</summary>
    Draining,

    /// <summary>Closed for good.</summary>
    Closed,
}
