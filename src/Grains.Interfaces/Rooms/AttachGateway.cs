namespace OrleansChat.Grains.Interfaces;

/// <summary>Brings a running activation what a gateway holds: it was not asked when the room was activated, or has lost touch since.</summary>
/// <param name="Observer">Where the gateway takes events.</param>
/// <param name="Offer">What it holds; connections of this gateway that are not in it are gone.</param>
[GenerateSerializer, Immutable, Alias("chat.AttachGateway")]
public sealed record AttachGateway([property: Id(0)] IGatewayObserver Observer, [property: Id(1)] RoomOffer Offer);
