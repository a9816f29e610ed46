namespace OrleansChat.Contracts;

/// <summary>A member has read up to a message. The latest wins; it has no place in the order.</summary>
/// <param name="Room">The normalised room code.</param>
/// <param name="User">User id.</param>
/// <param name="Seq">Sequence number of the last message that the user has seen.</param>
public sealed record ReadFrame(string Room, string User, long Seq) : RoomFrame(Room);
