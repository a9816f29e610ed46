namespace OrleansChat.Grains.Interfaces;

/// <summary>How a room sees a gateway.</summary>
/// <param name="Knows">Whether the room has exactly the gateway's subscriptions, and the gateway's position is one that the room has had.</param>
/// <param name="Position">Where the room stands: what the gateway must reach soon if nothing is lost on the way.</param>
[GenerateSerializer, Immutable, Alias("chat.RoomChecked")]
public sealed record RoomChecked([property: Id(0)] bool Knows, [property: Id(1)] Position Position);
