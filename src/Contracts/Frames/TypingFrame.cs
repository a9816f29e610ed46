namespace OrleansChat.Contracts;

/// <summary>Someone else began or stopped typing. The latest wins; it has no place in the order.</summary>
/// <param name="Room">The normalised room code.</param>
/// <param name="User">Who.</param>
/// <param name="On">Whether the user is typing.</param>
public sealed record TypingFrame(string Room, UserInfo User, bool On) : RoomFrame(Room);
