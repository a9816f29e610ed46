namespace OrleansChat.Grains.Interfaces;

/// <summary>Asks for messages that a room still keeps.</summary>
/// <param name="Gateway">The calling gateway.</param>
/// <param name="User">Who asks.</param>
/// <param name="Before">Only messages below this sequence number.</param>
/// <param name="After">Only messages above this sequence number.</param>
/// <param name="Limit">How many at the most.</param>
[GenerateSerializer, Immutable, Alias("chat.FetchMessages")]
public sealed record FetchMessages(
    [property: Id(0)] GatewayId Gateway,
    [property: Id(1)] UserId User,
    [property: Id(2)] long? Before,
    [property: Id(3)] long? After,
    [property: Id(4)] int Limit);
