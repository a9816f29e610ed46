namespace OrleansChat.Contracts;

/// <summary>
/// Answer of <c>Join</c>: the room as it was at <paramref name="Head"/>. Every later frame of the room reaches the connection after this answer
/// and has a higher sequence number; everything up to <paramref name="Head"/> is in here.
/// </summary>
/// <param name="Room">The normalised room code.</param>
/// <param name="Epoch">The room's epoch.</param>
/// <param name="Head">Sequence number of the room's last event.</param>
/// <param name="Clock">The room's Lamport clock.</param>
/// <param name="Me">The joining user as a member.</param>
/// <param name="Members">The first 100 members, ordered by user id; the rest by <c>Members</c>.</param>
/// <param name="MemberCount">How many members there are.</param>
/// <param name="Messages">The last messages, oldest first.</param>
/// <param name="Read">How far each of those members has read.</param>
/// <param name="Changes">Where a room was resumed: messages that were said before and to which something was done since, as they are now; of a message that the room does not keep any more just what was done; and what was decided. Absent where there is nothing.</param>
/// <param name="Rules">What binds members here; absent where nothing does.</param>
public sealed record Joined(
    string Room,
    long Epoch,
    long Head,
    long Clock,
    MemberInfo Me,
    IReadOnlyList<MemberInfo> Members,
    int MemberCount,
    IReadOnlyList<MessageFrame> Messages,
    IReadOnlyList<ReadMarker> Read,
    IReadOnlyList<Frame>? Changes = null,
    RoomRules? Rules = null) : Result(true);
