namespace OrleansChat.Grains.Interfaces;

/// <summary>Removes a connection of a user from a room.</summary>
/// <param name="Subscription">The stay that ends.</param>
/// <param name="User">Whose it is.</param>
/// <param name="Reason">Why.</param>
[GenerateSerializer, Immutable, Alias("chat.LeaveRoom")]
public sealed record LeaveRoom(
    [property: Id(0)] SubscriptionId Subscription,
    [property: Id(1)] UserId User,
    [property: Id(2)] LeaveReason Reason);
