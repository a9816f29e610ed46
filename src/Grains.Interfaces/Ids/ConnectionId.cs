namespace OrleansChat.Grains.Interfaces;

/// <summary>One connection of one gateway.</summary>
/// <param name="Gateway">The gateway that holds the connection.</param>
/// <param name="Number">The connection's number in that gateway, never used again there.</param>
[GenerateSerializer, Immutable, Alias("chat.ConnectionId")]
public readonly record struct ConnectionId([property: Id(0)] GatewayId Gateway, [property: Id(1)] long Number)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Gateway}:{Number}";
}
