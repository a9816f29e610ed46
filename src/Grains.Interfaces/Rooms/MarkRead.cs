namespace OrleansChat.Grains.Interfaces;

/// <summary>Moves a member's read marker forward.</summary>
/// <param name="Gateway">The calling gateway.</param>
/// <param name="User">Who.</param>
/// <param name="Seq">Sequence number of the last message that the member has seen.</param>
[GenerateSerializer, Immutable, Alias("chat.MarkRead")]
public sealed record MarkRead([property: Id(0)] GatewayId Gateway, [property: Id(1)] UserId User, [property: Id(2)] long Seq);
