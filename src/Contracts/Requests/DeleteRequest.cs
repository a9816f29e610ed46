namespace OrleansChat.Contracts;

/// <summary>Argument of <c>Delete</c>: takes a message's text, reactions and pin away, for everybody. That it was there stays.</summary>
/// <param name="Room">Room code.</param>
/// <param name="Key">The client's idempotency key, as for <c>Send</c>.</param>
/// <param name="Target">The message's id.</param>
/// <param name="Clock">The client's Lamport time, default 0.</param>
/// <param name="Retry">As for <c>Send</c>.</param>
public sealed record DeleteRequest(string Room, string Key, string Target, long? Clock = null, bool? Retry = null)
    : ChangeRequest(Room, Key, Target, Clock, Retry);
