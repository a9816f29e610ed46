namespace OrleansChat.Contracts;

/// <summary>A frame about one room.</summary>
/// <param name="Room">The normalised room code.</param>
public abstract record RoomFrame(string Room) : Frame;
