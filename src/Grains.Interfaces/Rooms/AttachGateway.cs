namespace OrleansChat.Grains.Interfaces;

/// <summary>What a gateway holds of a room: enough for a fresh activation to go on where the lost one stopped.</summary>
/// <param name="Gateway">The gateway.</param>
/// <param name="Observer">Where it takes events.</param>
/// <param name="Epoch">The highest epoch that it has seen.</param>
/// <param name="Head">Sequence number of the last event that it has passed on to its members: it is told what came after.</param>
/// <param name="Clock">The highest Lamport clock that it knows.</param>
/// <param name="Members">The connections that it holds in the room.</param>
/// <param name="Tail">The last messages that it has seen, oldest first.</param>
/// <param name="HighestSeq">The highest sequence number that it knows, from an answer that overtook events perhaps: numbers go on above it.</param>
[GenerateSerializer, Immutable, Alias("chat.AttachGateway")]
public sealed record AttachGateway(
    [property: Id(0)] GatewayId Gateway,
    [property: Id(1)] IGatewayObserver Observer,
    [property: Id(2)] long Epoch,
    [property: Id(3)] long Head,
    [property: Id(4)] long Clock,
    [property: Id(5)] AttachedMember[] Members,
    [property: Id(6)] MessagePosted[] Tail,
    [property: Id(7)] long HighestSeq);
