namespace OrleansChat.Contracts;

/// <summary>Argument of <c>Edit</c>: gives one's own message another text.</summary>
/// <param name="Room">Room code.</param>
/// <param name="Key">The client's idempotency key, as for <c>Send</c>.</param>
/// <param name="Target">The message's id.</param>
/// <param name="Body">The new text, as for <c>Send</c>.</param>
/// <param name="Version">
/// The version that the user has seen: the message's <c>version</c>, or its <c>seq</c> where it has none. Another one is refused with <c>VERSION_CONFLICT</c>.
/// Null for whatever it says now.
/// </param>
/// <param name="Clock">The client's Lamport time, default 0.</param>
/// <param name="Retry">As for <c>Send</c>.</param>
public sealed record EditRequest(string Room, string Key, string Target, string Body, long? Version = null, long? Clock = null, bool? Retry = null)
    : ChangeRequest(Room, Key, Target, Clock, Retry);
