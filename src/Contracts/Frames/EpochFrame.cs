namespace OrleansChat.Contracts;

/// <summary>
/// The room was activated anew (its silo stopped or died, or the room moved), or this client's gateway had lost touch with it. The order goes on
/// above <paramref name="Head"/>: apply <paramref name="Messages"/> and <paramref name="Changes"/>, then take <paramref name="Epoch"/> and <paramref name="Head"/> for the last place
/// applied. A <c>members</c> frame with the list as it is now follows.
/// </summary>
/// <param name="Room">The normalised room code.</param>
/// <param name="Epoch">The room's epoch; the same as before where only the gateway had lost touch.</param>
/// <param name="Head">The next ordered frame is this number plus one; at least as high as every earlier number.</param>
/// <param name="Recovered">
/// Whether <paramref name="Messages"/> are all that was missed. Where they may not be, a <c>gap</c> frame says which numbers are in question.
/// </param>
/// <param name="Messages">What was said before and not shown to this client yet, oldest first; under the epochs in which it was said.</param>
/// <param name="Changes">Messages that were said before and to which something was done since, as they are now; of a message that the room does not keep any more just what was done. Absent where there is nothing.</param>
public sealed record EpochFrame(string Room, long Epoch, long Head, bool Recovered, IReadOnlyList<MessageFrame> Messages, IReadOnlyList<Frame>? Changes = null) : RoomFrame(Room);
