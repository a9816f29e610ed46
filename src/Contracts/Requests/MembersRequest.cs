namespace OrleansChat.Contracts;

/// <summary>Argument of <c>Members</c>: one page of a room's members, ordered by user id.</summary>
/// <param name="Room">Room code.</param>
/// <param name="After">The last user id of the page before; none for the first page.</param>
/// <param name="Limit">How many at the most, 1–100; default 100.</param>
public sealed record MembersRequest(string Room, string? After = null, int? Limit = null);
