namespace OrleansChat.Contracts;

/// <summary>A frame that has a place in the room's one order: apply it only when <c>Seq</c> is the last one's plus one.</summary>
/// <param name="Room">The normalised room code.</param>
/// <param name="Epoch">The room's epoch.</param>
/// <param name="Seq">Sequence number in the room.</param>
/// <param name="Clock">Lamport time; grows with <paramref name="Seq"/>.</param>
/// <param name="At">When the room accepted it, in Unix milliseconds.</param>
public abstract record OrderedFrame(string Room, long Epoch, long Seq, long Clock, long At) : RoomFrame(Room);
