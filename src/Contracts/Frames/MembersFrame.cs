namespace OrleansChat.Contracts;

/// <summary>The members as they are now; replaces the list that the client has.</summary>
/// <param name="Room">The normalised room code.</param>
/// <param name="Members">The first 100 members, ordered by user id; the rest by <c>Members</c>.</param>
/// <param name="MemberCount">How many members there are.</param>
public sealed record MembersFrame(string Room, IReadOnlyList<MemberInfo> Members, int MemberCount) : RoomFrame(Room);
