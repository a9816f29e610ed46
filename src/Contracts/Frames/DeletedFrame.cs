namespace OrleansChat.Contracts;

/// <summary>A message has no text, no reactions and no pin any more.</summary>
/// <param name="Room">The normalised room code.</param>
/// <param name="Epoch">The room's epoch.</param>
/// <param name="Seq">Sequence number in the room.</param>
/// <param name="Clock">Lamport time.</param>
/// <param name="At">When, in Unix milliseconds.</param>
/// <param name="Target">The message's id.</param>
/// <param name="By">Who did it.</param>
public sealed record DeletedFrame(string Room, long Epoch, long Seq, long Clock, long At, string Target, UserInfo By)
    : OrderedFrame(Room, Epoch, Seq, Clock, At);
