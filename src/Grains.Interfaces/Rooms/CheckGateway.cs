namespace OrleansChat.Grains.Interfaces;

/// <summary>Compares what a gateway and a room know of each other.</summary>
/// <param name="Gateway">The gateway.</param>
/// <param name="Position">Where it stands.</param>
/// <param name="Subscriptions">How many subscriptions it holds in the room.</param>
/// <param name="Fingerprint">The sum of their numbers, modulo 2⁶⁴: other subscriptions have another one but for a chance in billions.</param>
[GenerateSerializer, Immutable, Alias("chat.CheckGateway")]
public sealed record CheckGateway(
    [property: Id(0)] GatewayId Gateway,
    [property: Id(1)] Position Position,
    [property: Id(2)] int Subscriptions,
    [property: Id(3)] long Fingerprint);
