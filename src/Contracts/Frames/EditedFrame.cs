namespace OrleansChat.Contracts;

/// <summary>A message has another text; its version is this frame's number.</summary>
/// <param name="Room">The normalised room code.</param>
/// <param name="Epoch">The room's epoch.</param>
/// <param name="Seq">Sequence number in the room.</param>
/// <param name="Clock">Lamport time.</param>
/// <param name="At">When, in Unix milliseconds.</param>
/// <param name="Target">The message's id.</param>
/// <param name="By">Who did it.</param>
/// <param name="Body">The new text.</param>
public sealed record EditedFrame(string Room, long Epoch, long Seq, long Clock, long At, string Target, UserInfo By, string Body)
    : OrderedFrame(Room, Epoch, Seq, Clock, At);
