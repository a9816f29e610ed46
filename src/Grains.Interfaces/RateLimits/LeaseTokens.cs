namespace OrleansChat.Grains.Interfaces;

/// <summary>A gateway needs tokens of a bucket. It holds none when it asks, and asks again only after the answer.</summary>
/// <param name="Gateway">Who asks.</param>
/// <param name="Number">The lease's number, which grows with each that this gateway asks for: a request that comes late is known by it.</param>
/// <param name="Wanted">The most tokens that it can use; at least 1.</param>
/// <param name="Ended">How its last lease ended; null where it had none.</param>
/// <param name="Known">The activation that gave it its last lease, where it asked for that within the last window: a bucket that was used so lately cannot be full.</param>
/// <param name="Holder">Where the lease can be recalled.</param>
[GenerateSerializer, Immutable, Alias("chat.LeaseTokens")]
public sealed record LeaseTokens(
    [property: Id(0)] GatewayId Gateway,
    [property: Id(1)] long Number,
    [property: Id(2)] int Wanted,
    [property: Id(3)] LeaseEnded? Ended,
    [property: Id(4)] string? Known,
    [property: Id(5)] ILeaseHolder Holder);
