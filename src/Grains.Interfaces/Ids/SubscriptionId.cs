namespace OrleansChat.Grains.Interfaces;

/// <summary>
/// One stay of one connection in one room, from a join to the leave that ends it. A connection that joins the room again has another one, so that a
/// word about the earlier stay that comes late cannot end or revive the later one.
/// </summary>
/// <param name="Gateway">The gateway that holds the connection.</param>
/// <param name="Number">The number of the stay in that gateway, never used again there.</param>
[GenerateSerializer, Immutable, Alias("chat.SubscriptionId")]
public readonly record struct SubscriptionId([property: Id(0)] GatewayId Gateway, [property: Id(1)] long Number)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Gateway}:{Number}";
}
