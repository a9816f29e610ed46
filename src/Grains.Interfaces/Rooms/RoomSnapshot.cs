namespace OrleansChat.Grains.Interfaces;

/// <summary>A room at one point of its order.</summary>
/// <param name="Epoch">The activation's epoch.</param>
/// <param name="Head">Sequence number of the last event.</param>
/// <param name="Clock">The Lamport clock.</param>
/// <param name="Members">The first members, ordered by user id.</param>
/// <param name="MemberCount">How many members there are.</param>
/// <param name="Messages">The last messages, oldest first.</param>
/// <param name="WholeFrom">The room keeps every message above this number; those in <paramref name="Messages"/> may begin later.</param>
/// <param name="Continues">Whether the position that was to be resumed is part of this history and every message after it is kept.</param>
/// <param name="Ended">The epochs that ended before.</param>
[GenerateSerializer, Immutable, Alias("chat.RoomSnapshot")]
public sealed record RoomSnapshot(
    [property: Id(0)] long Epoch,
    [property: Id(1)] long Head,
    [property: Id(2)] long Clock,
    [property: Id(3)] RoomMember[] Members,
    [property: Id(4)] int MemberCount,
    [property: Id(5)] MessagePosted[] Messages,
    [property: Id(6)] long WholeFrom,
    [property: Id(7)] bool Continues,
    [property: Id(8)] EpochEnd[] Ended);
