namespace OrleansChat.Contracts;

/// <summary>Frames of this room may have been missed: join it again.</summary>
/// <param name="Room">The normalised room code.</param>
/// <param name="Reason">Why, in plain words.</param>
public sealed record ResyncFrame(string Room, string Reason) : RoomFrame(Room);
