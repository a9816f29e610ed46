namespace OrleansChat.Grains.Interfaces;

/// <summary>Asks who decided what in a room; for those who moderate it.</summary>
/// <param name="Gateway">The calling gateway.</param>
/// <param name="User">Who asks.</param>
[GenerateSerializer, Immutable, Alias("chat.ListRulings")]
public sealed record ListRulings([property: Id(0)] GatewayId Gateway, [property: Id(1)] UserId User);
