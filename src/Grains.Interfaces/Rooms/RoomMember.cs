namespace OrleansChat.Grains.Interfaces;

/// <summary>A member of a room as others see it.</summary>
/// <param name="Person">Who.</param>
/// <param name="ReadSeq">Sequence number of the last message that the member has seen.</param>
/// <param name="Role">What he may do in the room.</param>
[GenerateSerializer, Immutable, Alias("chat.RoomMember")]
public sealed record RoomMember([property: Id(0)] Person Person, [property: Id(1)] long ReadSeq, [property: Id(2)] RoomRole Role = RoomRole.Member);
