namespace OrleansChat.Client;

/// <summary>
/// The connection ended, or never came about, before the request was answered. Whether the server did what was asked is unknown: connect
/// again and retry with the same key.
/// </summary>
public sealed class ChatDisconnectedException : IOException
{
    /// <summary>Makes the exception of a lost connection.</summary>
    /// <param name="closure">How the connection ended.</param>
    /// <param name="innerException">The fault beneath, where there was one.</param>
    public ChatDisconnectedException(ChatClosure closure, Exception? innerException = null)
        : base(closure?.Reason ?? throw new ArgumentNullException(nameof(closure)), innerException) => Closure = closure;

    /// <summary>How the connection ended.</summary>
    public ChatClosure Closure { get; }
}
