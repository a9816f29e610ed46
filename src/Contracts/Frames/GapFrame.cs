namespace OrleansChat.Contracts;

/// <summary>
/// Messages with these numbers may exist that this client was not shown. What the room still has of them comes with <c>Fetch</c>; messages found
/// there belong between those already shown, by their number.
/// </summary>
/// <param name="Room">The normalised room code.</param>
/// <param name="From">The first number in question.</param>
/// <param name="To">The last number in question.</param>
public sealed record GapFrame(string Room, long From, long To) : RoomFrame(Room);
