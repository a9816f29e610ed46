namespace OrleansChat.Grains.Interfaces;

/// <summary>The gateways that are alive.</summary>
/// <param name="Gateways">Their leases.</param>
/// <param name="IsSettled">Whether a whole lease has passed since the list began, so that one who is missing is gone and not late.</param>
/// <param name="IsComplete">Whether every gateway that is alive has had the time to renew its lease since the list began.</param>
[GenerateSerializer, Immutable, Alias("chat.GatewayList")]
public sealed record GatewayList([property: Id(0)] GatewayLease[] Gateways, [property: Id(1)] bool IsSettled, [property: Id(2)] bool IsComplete);
