namespace OrleansChat.Grains.Interfaces;

/// <summary>Adds a connection of a user to a room.</summary>
/// <param name="Connection">The connection.</param>
/// <param name="Observer">Where the connection's gateway takes events.</param>
/// <param name="Person">Who, as the access token says.</param>
/// <param name="History">How many of the last messages to answer, 0–100.</param>
/// <param name="KnownEpoch">The epoch in which the gateway holds other members of the room; 0 where it holds none.</param>
[GenerateSerializer, Immutable, Alias("chat.JoinRoom")]
public sealed record JoinRoom(
    [property: Id(0)] ConnectionId Connection,
    [property: Id(1)] IGatewayObserver Observer,
    [property: Id(2)] Person Person,
    [property: Id(3)] int History,
    [property: Id(4)] long KnownEpoch);
