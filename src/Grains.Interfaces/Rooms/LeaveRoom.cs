namespace OrleansChat.Grains.Interfaces;

/// <summary>Removes a connection of a user from a room.</summary>
/// <param name="Subscription">The stay that ends.</param>
/// <param name="User">Whose it is.</param>
/// <param name="Reason">Why.</param>
/// <param name="KnownEpoch">The highest epoch of the room that the gateway has heard of: it is a newer activation's to hear of this.</param>
[GenerateSerializer, Immutable, Alias("chat.LeaveRoom")]
public sealed record LeaveRoom(
    [property: Id(0)] SubscriptionId Subscription,
    [property: Id(1)] UserId User,
    [property: Id(2)] LeaveReason Reason,
    [property: Id(3)] long KnownEpoch = 0);
