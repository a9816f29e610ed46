namespace OrleansChat.Grains.Interfaces;

/// <summary>A room at one point of its order.</summary>
/// <param name="Epoch">The activation's epoch.</param>
/// <param name="Head">Sequence number of the last event.</param>
/// <param name="Clock">The Lamport clock.</param>
/// <param name="Members">The first members, ordered by user id.</param>
/// <param name="MemberCount">How many members there are.</param>
/// <param name="Messages">The last messages, oldest first.</param>
[GenerateSerializer, Immutable, Alias("chat.RoomSnapshot")]
public sealed record RoomSnapshot(
    [property: Id(0)] long Epoch,
    [property: Id(1)] long Head,
    [property: Id(2)] long Clock,
    [property: Id(3)] RoomMember[] Members,
    [property: Id(4)] int MemberCount,
    [property: Id(5)] MessagePosted[] Messages);
