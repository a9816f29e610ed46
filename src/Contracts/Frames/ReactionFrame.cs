namespace OrleansChat.Contracts;

/// <summary>A member said an emoji to a message, or took it back. Each comes once: who counts them counts right.</summary>
/// <param name="Room">The normalised room code.</param>
/// <param name="Epoch">The room's epoch.</param>
/// <param name="Seq">Sequence number in the room.</param>
/// <param name="Clock">Lamport time.</param>
/// <param name="At">When, in Unix milliseconds.</param>
/// <param name="Target">The message's id.</param>
/// <param name="By">Who did it.</param>
/// <param name="Emoji">The emoji.</param>
/// <param name="On">False where it was taken back.</param>
public sealed record ReactionFrame(string Room, long Epoch, long Seq, long Clock, long At, string Target, UserInfo By, string Emoji, bool On)
    : OrderedFrame(Room, Epoch, Seq, Clock, At);
