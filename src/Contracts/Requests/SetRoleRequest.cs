namespace OrleansChat.Contracts;

/// <summary>Argument of <c>SetRole</c>: gives a user another role in the room. It needs the role <c>admin</c>; both the user's role and the new one must be below one's own.</summary>
/// <param name="Room">Room code.</param>
/// <param name="Key">The client's idempotency key, as for <c>Send</c>.</param>
/// <param name="User">The user's id.</param>
/// <param name="Role"><c>member</c>, <c>moderator</c> or <c>admin</c>.</param>
/// <param name="Clock">The client's Lamport time, default 0.</param>
/// <param name="Retry">As for <c>Send</c>.</param>
public sealed record SetRoleRequest(string Room, string Key, string User, string Role, long? Clock = null, bool? Retry = null);
