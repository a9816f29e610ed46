namespace OrleansChat.Grains.Interfaces;

/// <summary>A room at one point of its order.</summary>
/// <param name="Epoch">The activation's epoch.</param>
/// <param name="Head">Sequence number of the last event.</param>
/// <param name="Clock">The Lamport clock.</param>
/// <param name="Members">The first members, ordered by user id.</param>
/// <param name="MemberCount">How many members there are.</param>
/// <param name="Entries">The last messages and what was done to messages since the oldest of them was said, oldest first.</param>
/// <param name="WholeFrom">The room keeps every entry above this number; those in <paramref name="Entries"/> may begin later.</param>
/// <param name="Continues">Whether the position that was to be resumed is part of this history and every entry after it is kept.</param>
/// <param name="Ended">The epochs that ended before.</param>
/// <param name="Founder">Who made the room by entering it first; null where that is not known.</param>
/// <param name="Role">What who has joined may do in the room.</param>
[GenerateSerializer, Immutable, Alias("chat.RoomSnapshot")]
public sealed record RoomSnapshot(
    [property: Id(0)] long Epoch,
    [property: Id(1)] long Head,
    [property: Id(2)] long Clock,
    [property: Id(3)] RoomMember[] Members,
    [property: Id(4)] int MemberCount,
    [property: Id(5)] Entry[] Entries,
    [property: Id(6)] long WholeFrom,
    [property: Id(7)] bool Continues,
    [property: Id(8)] EpochEnd[] Ended,
    [property: Id(9)] UserId? Founder = null,
    [property: Id(10)] RoomRole Role = RoomRole.Member);
