namespace OrleansChat.Contracts;

/// <summary>How far a client has come in a room: the place of the last ordered frame that it has applied.</summary>
/// <param name="Room">The room code; normalised by the server.</param>
/// <param name="Epoch">The epoch of that frame, or of the last <c>epoch</c> frame or answer, whichever came later.</param>
/// <param name="Seq">Its sequence number, or that frame's or answer's <c>head</c>.</param>
public sealed record RoomPosition(string Room, long Epoch, long Seq);
