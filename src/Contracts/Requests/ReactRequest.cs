namespace OrleansChat.Contracts;

/// <summary>Argument of <c>React</c>: says an emoji to a message, or takes it back.</summary>
/// <param name="Room">Room code.</param>
/// <param name="Key">The client's idempotency key, as for <c>Send</c>.</param>
/// <param name="Target">The message's id.</param>
/// <param name="Emoji">One character as a person counts them (a grapheme cluster), of at most 32 UTF-16 units.</param>
/// <param name="On">False to take it back.</param>
/// <param name="Clock">The client's Lamport time, default 0.</param>
/// <param name="Retry">As for <c>Send</c>.</param>
public sealed record ReactRequest(string Room, string Key, string Target, string Emoji, bool On, long? Clock = null, bool? Retry = null)
    : ChangeRequest(Room, Key, Target, Clock, Retry);
