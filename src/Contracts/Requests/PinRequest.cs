namespace OrleansChat.Contracts;

/// <summary>Argument of <c>Pin</c>: marks a message as one that is to be found at once, or as one like the others.</summary>
/// <param name="Room">Room code.</param>
/// <param name="Key">The client's idempotency key, as for <c>Send</c>.</param>
/// <param name="Target">The message's id.</param>
/// <param name="On">False to take the mark away.</param>
/// <param name="Clock">The client's Lamport time, default 0.</param>
/// <param name="Retry">As for <c>Send</c>.</param>
public sealed record PinRequest(string Room, string Key, string Target, bool On, long? Clock = null, bool? Retry = null)
    : ChangeRequest(Room, Key, Target, Clock, Retry);
