namespace OrleansChat.Grains.Interfaces;

/// <summary>Adds a connection of a user to a room.</summary>
/// <param name="Connection">The connection.</param>
/// <param name="Observer">Where the connection's gateway takes events.</param>
/// <param name="Person">Who, as the access token says.</param>
/// <param name="History">How many of the last messages to answer, 0–100.</param>
[GenerateSerializer, Immutable, Alias("chat.JoinRoom")]
public sealed record JoinRoom(
    [property: Id(0)] ConnectionId Connection,
    [property: Id(1)] IGatewayObserver Observer,
    [property: Id(2)] Person Person,
    [property: Id(3)] int History);
