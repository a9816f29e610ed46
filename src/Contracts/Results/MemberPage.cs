namespace OrleansChat.Contracts;

/// <summary>Answer of <c>Members</c>.</summary>
/// <param name="Room">The normalised room code.</param>
/// <param name="Members">Members, ordered by user id.</param>
/// <param name="Count">How many members the room has.</param>
/// <param name="HasMore">Whether another page follows.</param>
public sealed record MemberPage(string Room, IReadOnlyList<MemberInfo> Members, int Count, bool HasMore) : Result(true);
