namespace OrleansChat.Grains.Interfaces;

/// <summary>What a silo brings when it looks at the list of gateways, so that a list that was lost begins again with what all silos know together.</summary>
/// <param name="Silo">Which silo.</param>
/// <param name="Known">The leases that it was told of before.</param>
/// <param name="IsComplete">Whether it has seen the list complete before and has only added since.</param>
[GenerateSerializer, Immutable, Alias("chat.GatewayLook")]
public sealed record GatewayLook([property: Id(0)] string Silo, [property: Id(1)] GatewayLease[] Known, [property: Id(2)] bool IsComplete);
