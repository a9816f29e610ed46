namespace OrleansChat.Grains.Interfaces;

/// <summary>Says that a member began or stopped typing.</summary>
/// <param name="Gateway">The calling gateway.</param>
/// <param name="User">Who.</param>
/// <param name="On">Whether the member is typing.</param>
[GenerateSerializer, Immutable, Alias("chat.SetTyping")]
public sealed record SetTyping([property: Id(0)] GatewayId Gateway, [property: Id(1)] UserId User, [property: Id(2)] bool On);
