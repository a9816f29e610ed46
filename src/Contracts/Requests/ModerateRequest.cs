namespace OrleansChat.Contracts;

/// <summary>Argument of <c>Moderate</c>: decides something about a member or the room. It needs the role <c>moderator</c>, and a role above the user's.</summary>
/// <param name="Room">Room code.</param>
/// <param name="Key">The client's idempotency key, as for <c>Send</c>.</param>
/// <param name="Action"><c>kick</c>, <c>ban</c>, <c>unban</c>, <c>mute</c>, <c>unmute</c> (all of a user), <c>slow</c>, <c>freeze</c>, <c>unfreeze</c> (of the room).</param>
/// <param name="User">The user's id, where it is about a user; else absent.</param>
/// <param name="Until">Until when it holds, in Unix milliseconds; absent for as long as the room. For <c>ban</c>, <c>mute</c> and <c>freeze</c>.</param>
/// <param name="IntervalMs">For <c>slow</c>: the time between two messages of a member, 0 (no such rule) to 3,600,000 ms.</param>
/// <param name="Reason">Why, one line of at most 140 characters; members see it.</param>
/// <param name="Clock">The client's Lamport time, default 0.</param>
/// <param name="Retry">As for <c>Send</c>.</param>
public sealed record ModerateRequest(
    string Room, string Key, string Action, string? User = null, long? Until = null, int? IntervalMs = null, string? Reason = null, long? Clock = null, bool? Retry = null);
