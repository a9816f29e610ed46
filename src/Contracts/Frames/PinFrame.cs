namespace OrleansChat.Contracts;

/// <summary>A message is to be found at once, or is one like the others.</summary>
/// <param name="Room">The normalised room code.</param>
/// <param name="Epoch">The room's epoch.</param>
/// <param name="Seq">Sequence number in the room.</param>
/// <param name="Clock">Lamport time.</param>
/// <param name="At">When, in Unix milliseconds.</param>
/// <param name="Target">The message's id.</param>
/// <param name="By">Who did it.</param>
/// <param name="On">False where the mark was taken away.</param>
public sealed record PinFrame(string Room, long Epoch, long Seq, long Clock, long At, string Target, UserInfo By, bool On)
    : OrderedFrame(Room, Epoch, Seq, Clock, At);
