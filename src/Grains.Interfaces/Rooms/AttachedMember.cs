namespace OrleansChat.Grains.Interfaces;

/// <summary>A connection that a gateway holds in a room.</summary>
/// <param name="Subscription">The stay of the connection.</param>
/// <param name="Person">Whose it is.</param>
/// <param name="ReadSeq">How far that user had read, as far as the gateway knows.</param>
/// <param name="IsJoining">Whether its join is not answered yet: it is not a member by this, but it must not be taken for gone either.</param>
/// <param name="Role">As <see cref="JoinRoom.Role"/>.</param>
[GenerateSerializer, Immutable, Alias("chat.AttachedMember")]
public sealed record AttachedMember(
    [property: Id(0)] SubscriptionId Subscription,
    [property: Id(1)] Person Person,
    [property: Id(2)] long ReadSeq,
    [property: Id(3)] bool IsJoining = false,
    [property: Id(4)] RoomRole Role = RoomRole.Member);
