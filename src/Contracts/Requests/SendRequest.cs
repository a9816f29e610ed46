namespace OrleansChat.Contracts;

/// <summary>Argument of <c>Send</c>.</summary>
/// <param name="Room">Room code.</param>
/// <param name="Key">The client's idempotency key, 1–64 characters; a retry with the same key never makes a second message.</param>
/// <param name="Body">The text, 1–500 characters in calls.</param>
/// <param name="Clock">The client's Lamport time, default 0; counted only up to a bound above the room's clock.</param>
/// <param name="Retry">
/// True where an earlier attempt with this key had no certain outcome: no answer came, or <c>UNAVAILABLE</c>. Default false. Where somebody who may hold that
/// attempt cannot be asked, the answer is <c>UNAVAILABLE</c> again, and never a second message.
/// </param>
/// <param name="ReplyTo">The id of the message of this room that it answers; refused with <c>TARGET_GONE</c> where the room does not keep it.</param>
/// <param name="Mentions">Ids of users who are named in it, each once, at most 20; those who are no members are left out.</param>
public sealed record SendRequest(string Room, string Key, string Body, long? Clock = null, bool? Retry = null, string? ReplyTo = null, IReadOnlyList<string>? Mentions = null);
