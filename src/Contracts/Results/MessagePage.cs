namespace OrleansChat.Contracts;

/// <summary>Answer of <c>Fetch</c>.</summary>
/// <param name="Room">The normalised room code.</param>
/// <param name="Epoch">The room's epoch.</param>
/// <param name="Head">Sequence number of the room's last event.</param>
/// <param name="Messages">Messages, oldest first.</param>
/// <param name="HasMore">Whether the room keeps more messages in the asked direction.</param>
/// <param name="Changes">Where messages after a number were asked for: messages that were said before and to which something was done since, as they are now; of a message that the room does not keep any more just what was done. Absent where there is nothing.</param>
/// <param name="To">Where messages after a number were asked for: up to which number they, and what was done, are in here; go on from there while there is more.</param>
public sealed record MessagePage(string Room, long Epoch, long Head, IReadOnlyList<MessageFrame> Messages, bool HasMore, IReadOnlyList<Frame>? Changes = null, long? To = null) : Result(true);
