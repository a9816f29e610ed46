namespace OrleansChat.Grains.Interfaces;

/// <summary>What was decided about a room and its members.</summary>
/// <param name="Rulings">All that is kept, oldest first.</param>
[GenerateSerializer, Immutable, Alias("chat.RoomRulings")]
public sealed record RoomRulings([property: Id(0)] Ruling[] Rulings);
