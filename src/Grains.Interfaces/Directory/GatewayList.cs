namespace OrleansChat.Grains.Interfaces;

/// <summary>The gateways that are alive.</summary>
/// <param name="Gateways">Their leases.</param>
/// <param name="IsSettled">Whether a whole lease has passed since the list began, so that one who is missing is gone and not late.</param>
/// <param name="IsComplete">
/// Whether no gateway that is alive can be missing: each has had the time to renew its lease since the list began, or every silo has brought what it knew.
/// </param>
/// <param name="IsGathering">Whether it is not complete and a silo that is alive has not looked yet, who may know of a gateway that is missing.</param>
[GenerateSerializer, Immutable, Alias("chat.GatewayList")]
public sealed record GatewayList(
    [property: Id(0)] GatewayLease[] Gateways,
    [property: Id(1)] bool IsSettled,
    [property: Id(2)] bool IsComplete,
    [property: Id(3)] bool IsGathering = false);
