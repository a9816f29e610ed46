namespace OrleansChat.Contracts;

/// <summary>A user joined (with the first of that user's connections).</summary>
/// <param name="Room">The normalised room code.</param>
/// <param name="Epoch">The room's epoch.</param>
/// <param name="Seq">Sequence number in the room.</param>
/// <param name="Clock">Lamport time.</param>
/// <param name="At">When, in Unix milliseconds.</param>
/// <param name="Member">Who joined.</param>
/// <param name="MemberCount">How many members there are now.</param>
public sealed record JoinedFrame(string Room, long Epoch, long Seq, long Clock, long At, MemberInfo Member, int MemberCount)
    : OrderedFrame(Room, Epoch, Seq, Clock, At);
