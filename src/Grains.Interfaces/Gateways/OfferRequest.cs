namespace OrleansChat.Grains.Interfaces;

/// <summary>Asks a gateway for what it holds of rooms that are being activated.</summary>
/// <param name="Rooms">The rooms, with the epoch of each new activation.</param>
[GenerateSerializer, Immutable, Alias("chat.OfferRequest")]
public sealed record OfferRequest([property: Id(0)] RoomFence[] Rooms);
