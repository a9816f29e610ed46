namespace OrleansChat.Grains.Interfaces;

/// <summary>Asks for a page of a room's members.</summary>
/// <param name="Gateway">The calling gateway.</param>
/// <param name="User">Who asks.</param>
/// <param name="After">Only members above this id.</param>
/// <param name="Limit">How many at the most.</param>
[GenerateSerializer, Immutable, Alias("chat.ListMembers")]
public sealed record ListMembers(
    [property: Id(0)] GatewayId Gateway,
    [property: Id(1)] UserId User,
    [property: Id(2)] UserId? After,
    [property: Id(3)] int Limit);
