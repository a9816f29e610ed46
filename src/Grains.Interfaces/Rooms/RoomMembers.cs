namespace OrleansChat.Grains.Interfaces;

/// <summary>A page of a room's members.</summary>
/// <param name="Members">Ordered by user id.</param>
/// <param name="Count">How many members the room has.</param>
/// <param name="HasMore">Whether another page follows.</param>
[GenerateSerializer, Immutable, Alias("chat.RoomMembers")]
public sealed record RoomMembers(
    [property: Id(0)] RoomMember[] Members,
    [property: Id(1)] int Count,
    [property: Id(2)] bool HasMore);
