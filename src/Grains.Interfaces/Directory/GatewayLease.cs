namespace OrleansChat.Grains.Interfaces;

/// <summary>What a gateway says of itself when it renews its lease.</summary>
/// <param name="Gateway">Which gateway.</param>
/// <param name="Observer">Where it takes events.</param>
/// <param name="Silo">The silo that runs in the same process; null where the gateway runs apart.</param>
[GenerateSerializer, Immutable, Alias("chat.GatewayLease")]
public sealed record GatewayLease(
    [property: Id(0)] GatewayId Gateway,
    [property: Id(1)] IGatewayObserver Observer,
    [property: Id(2)] string? Silo);
