namespace OrleansChat.Contracts;

/// <summary>A user has another role in the room.</summary>
/// <param name="Room">The normalised room code.</param>
/// <param name="Epoch">The room's epoch.</param>
/// <param name="Seq">Sequence number in the room.</param>
/// <param name="Clock">Lamport time.</param>
/// <param name="At">When, in Unix milliseconds.</param>
/// <param name="User">Who has it.</param>
/// <param name="Role"><c>member</c>, <c>moderator</c> or <c>admin</c>.</param>
/// <param name="By">Who gave it.</param>
public sealed record RoleFrame(string Room, long Epoch, long Seq, long Clock, long At, UserInfo User, string Role, UserInfo By)
    : OrderedFrame(Room, Epoch, Seq, Clock, At);
