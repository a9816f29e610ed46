namespace OrleansChat.Grains.Interfaces;

/// <summary>A connection that a gateway holds in a room.</summary>
/// <param name="Connection">The connection.</param>
/// <param name="Person">Whose it is.</param>
/// <param name="ReadSeq">How far that user had read, as far as the gateway knows.</param>
[GenerateSerializer, Immutable, Alias("chat.AttachedMember")]
public sealed record AttachedMember(
    [property: Id(0)] ConnectionId Connection,
    [property: Id(1)] Person Person,
    [property: Id(2)] long ReadSeq);
