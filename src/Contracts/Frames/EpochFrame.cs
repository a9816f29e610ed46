namespace OrleansChat.Contracts;

/// <summary>The room was activated anew (its silo stopped or died); numbers go on from <paramref name="Head"/> under a higher epoch.</summary>
/// <param name="Room">The normalised room code.</param>
/// <param name="Epoch">The new epoch.</param>
/// <param name="Head">Sequence number of the room's last known event.</param>
/// <param name="Recovered">Whether the recent messages came along.</param>
public sealed record EpochFrame(string Room, long Epoch, long Head, bool Recovered) : RoomFrame(Room);
