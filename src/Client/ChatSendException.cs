namespace OrleansChat.Client;

/// <summary>A message was given up without an acknowledgement.</summary>
public sealed class ChatSendException : IOException
{
    /// <summary>Makes the exception of a message that was given up.</summary>
    /// <param name="key">The message's idempotency key.</param>
    /// <param name="outcomeUnknown">Whether the room may have the message all the same.</param>
    /// <param name="reason">Why, in a plain sentence.</param>
    /// <param name="innerException">The last refusal, where there was one.</param>
    public ChatSendException(string key, bool outcomeUnknown, string reason, Exception? innerException = null)
        : base(reason, innerException)
    {
        Key = key;
        OutcomeUnknown = outcomeUnknown;
    }

    /// <summary>The message's idempotency key.</summary>
    public string Key { get; }

    /// <summary>
    /// True where the room may have the message or not, and the time is over in which sending it again could not make a second one: let the user
    /// decide. False where the message was certainly not sent.
    /// </summary>
    public bool OutcomeUnknown { get; }
}
