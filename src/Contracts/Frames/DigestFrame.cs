namespace OrleansChat.Contracts;

/// <summary>
/// This client reads too slowly: ordered frames were left out, and this stands in their place. <c>Fetch</c> after the last applied number brings what
/// the room still has of them; the next ordered frame is <paramref name="Head"/> + 1.
/// </summary>
/// <param name="Room">The normalised room code.</param>
/// <param name="Epoch">The epoch of <paramref name="Head"/>.</param>
/// <param name="Head">The number of the last frame that was left out.</param>
/// <param name="Count">How many were left out.</param>
public sealed record DigestFrame(string Room, long Epoch, long Head, int Count) : RoomFrame(Room);
