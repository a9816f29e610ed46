namespace OrleansChat.Grains.Interfaces;

/// <summary>Messages of a room.</summary>
/// <param name="Epoch">The activation's epoch.</param>
/// <param name="Head">Sequence number of the last event.</param>
/// <param name="Messages">Oldest first.</param>
/// <param name="HasMore">Whether more are kept in the asked direction.</param>
[GenerateSerializer, Immutable, Alias("chat.RoomMessages")]
public sealed record RoomMessages(
    [property: Id(0)] long Epoch,
    [property: Id(1)] long Head,
    [property: Id(2)] MessagePosted[] Messages,
    [property: Id(3)] bool HasMore);
