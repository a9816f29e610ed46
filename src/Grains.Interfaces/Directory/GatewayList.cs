namespace OrleansChat.Grains.Interfaces;

/// <summary>The gateways that are alive.</summary>
/// <param name="Gateways">Their leases.</param>
/// <param name="IsSettled">Whether every gateway that is alive has had the time to say so; until then a missing one may only be late.</param>
[GenerateSerializer, Immutable, Alias("chat.GatewayList")]
public sealed record GatewayList([property: Id(0)] GatewayLease[] Gateways, [property: Id(1)] bool IsSettled);
