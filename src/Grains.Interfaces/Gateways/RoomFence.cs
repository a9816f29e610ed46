namespace OrleansChat.Grains.Interfaces;

/// <summary>An activation of a room that is about to begin: whatever has a lower epoch is the past.</summary>
/// <param name="Room">The room.</param>
/// <param name="Epoch">The new activation's epoch.</param>
[GenerateSerializer, Immutable, Alias("chat.RoomFence")]
public readonly record struct RoomFence([property: Id(0)] RoomId Room, [property: Id(1)] long Epoch);
