namespace OrleansChat.Contracts;

/// <summary>Answer of <c>Fetch</c>.</summary>
/// <param name="Room">The normalised room code.</param>
/// <param name="Epoch">The room's epoch.</param>
/// <param name="Head">Sequence number of the room's last event.</param>
/// <param name="Messages">Messages, oldest first.</param>
/// <param name="HasMore">Whether the room keeps more messages in the asked direction.</param>
public sealed record MessagePage(string Room, long Epoch, long Head, IReadOnlyList<MessageFrame> Messages, bool HasMore) : Result(true);
