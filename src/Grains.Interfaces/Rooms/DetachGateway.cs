namespace OrleansChat.Grains.Interfaces;

/// <summary>A gateway holds none of its stays in a room any more.</summary>
/// <param name="Gateway">The gateway.</param>
/// <param name="UpTo">The number of its last stay so far, in whatever room: one that was begun since may be in the room.</param>
[GenerateSerializer, Immutable, Alias("chat.DetachGateway")]
public sealed record DetachGateway([property: Id(0)] GatewayId Gateway, [property: Id(1)] long UpTo);
