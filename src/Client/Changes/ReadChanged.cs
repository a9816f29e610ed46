namespace OrleansChat.Client;

/// <summary>A member has read further.</summary>
/// <param name="User">User id.</param>
/// <param name="Seq">The number of the last message that the user has seen.</param>
public sealed record ReadChanged(string User, long Seq) : RoomChange;
