namespace OrleansChat.Grains.Interfaces;

/// <summary>Adds a connection of a user to a room.</summary>
/// <param name="Subscription">The stay that begins.</param>
/// <param name="Observer">Where the connection's gateway takes events.</param>
/// <param name="Person">Who, as the access token says.</param>
/// <param name="History">How many of the last messages to answer.</param>
/// <param name="KnownEpoch">The highest epoch of the room that the gateway has heard of; 0 where it has heard of none.</param>
/// <param name="HoldsMembers">Whether the gateway holds other members of the room already.</param>
/// <param name="Resumes">How far the user's earlier connection had come; null for a plain join.</param>
/// <param name="Role">What the user may do in any room, as the access token says.</param>
[GenerateSerializer, Immutable, Alias("chat.JoinRoom")]
public sealed record JoinRoom(
    [property: Id(0)] SubscriptionId Subscription,
    [property: Id(1)] IGatewayObserver Observer,
    [property: Id(2)] Person Person,
    [property: Id(3)] int History,
    [property: Id(4)] long KnownEpoch = 0,
    [property: Id(5)] bool HoldsMembers = false,
    [property: Id(6)] Position? Resumes = null,
    [property: Id(7)] RoomRole Role = RoomRole.Member);
