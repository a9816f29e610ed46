namespace OrleansChat.History;

/// <summary>One ordered frame as one client got it, or one message of a list.</summary>
/// <param name="Position">Its place.</param>
/// <param name="Clock">Its Lamport time.</param>
/// <param name="Content">Message or other event.</param>
/// <param name="Id">Hash of the server's id (messages).</param>
/// <param name="Key">The sender's key, read from the body (messages); 0 where the body is not of this room and run.</param>
/// <param name="User">The user that the body names (messages), or that came (arrivals).</param>
/// <param name="Fingerprint">A hash of its body (messages), 0 where it was edited or deleted since; of what is done to which message (changes).</param>
public readonly record struct Delivery(
    Position Position, long Clock, EntryContent Content, ulong Id = 0, long Key = 0, int User = 0, ulong Fingerprint = 0);
