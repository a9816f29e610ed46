namespace OrleansChat.Grains.Interfaces;

/// <summary>Messages of a room.</summary>
/// <param name="Epoch">The activation's epoch.</param>
/// <param name="Head">Sequence number of the last event.</param>
/// <param name="Entries">Oldest first: the messages, those to which something was done, and all that was done to any of them.</param>
/// <param name="HasMore">Whether more are kept in the asked direction.</param>
/// <param name="To">Where what was said and done after a place was asked for: up to which number it is contained.</param>
[GenerateSerializer, Immutable, Alias("chat.RoomMessages")]
public sealed record RoomMessages(
    [property: Id(0)] long Epoch,
    [property: Id(1)] long Head,
    [property: Id(2)] Entry[] Entries,
    [property: Id(3)] bool HasMore,
    [property: Id(4)] long To);
