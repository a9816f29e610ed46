using OrleansChat.Contracts;

namespace OrleansChat.Client;

/// <summary>A user has another role in the room.</summary>
/// <param name="User">Who.</param>
/// <param name="Role"><c>member</c>, <c>moderator</c> or <c>admin</c>.</param>
/// <param name="By">Who gave it.</param>
public sealed record RoleChanged(UserInfo User, string Role, UserInfo By) : RoomChange;
