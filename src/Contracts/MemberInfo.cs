namespace OrleansChat.Contracts;

/// <summary>A user as a member of a room.</summary>
/// <param name="Id">User id.</param>
/// <param name="Name">Name to show.</param>
/// <param name="Role">Role in the room: <c>member</c>, <c>moderator</c>, <c>admin</c> or <c>owner</c>.</param>
public sealed record MemberInfo(string Id, string Name, string Role);
