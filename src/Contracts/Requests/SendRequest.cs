namespace OrleansChat.Contracts;

/// <summary>Argument of <c>Send</c>.</summary>
/// <param name="Room">Room code.</param>
/// <param name="Key">The client's idempotency key, 1–64 characters; a retry with the same key never makes a second message.</param>
/// <param name="Body">The text, 1–500 characters in calls.</param>
/// <param name="Clock">The client's Lamport time, default 0; counted only up to a bound above the room's clock.</param>
public sealed record SendRequest(string Room, string Key, string Body, long? Clock = null);
