namespace OrleansChat.Contracts;

/// <summary>A user left (with the last of that user's connections).</summary>
/// <param name="Room">The normalised room code.</param>
/// <param name="Epoch">The room's epoch.</param>
/// <param name="Seq">Sequence number in the room.</param>
/// <param name="Clock">Lamport time.</param>
/// <param name="At">When, in Unix milliseconds.</param>
/// <param name="User">Who left.</param>
/// <param name="Reason"><c>left</c>, <c>disconnected</c> or <c>removed</c>.</param>
/// <param name="MemberCount">How many members there are now.</param>
public sealed record LeftFrame(string Room, long Epoch, long Seq, long Clock, long At, UserInfo User, string Reason, int MemberCount)
    : OrderedFrame(Room, Epoch, Seq, Clock, At);
