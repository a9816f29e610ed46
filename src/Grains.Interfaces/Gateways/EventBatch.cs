namespace OrleansChat.Grains.Interfaces;

/// <summary>Events on their way from a silo to a gateway.</summary>
/// <param name="Events">In the order in which the silo's rooms made them.</param>
[GenerateSerializer, Immutable, Alias("chat.EventBatch")]
public sealed record EventBatch([property: Id(0)] RoomEvent[] Events);
