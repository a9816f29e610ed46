namespace OrleansChat.Grains.Interfaces;

/// <summary>What a gateway learns when it renews its lease.</summary>
/// <param name="WasHeld">Whether the lease was running; where it was not, rooms may have dropped the gateway's connections.</param>
/// <param name="Gateways">How many gateways are alive, this one among them.</param>
/// <param name="Silos">The silos that are alive; where one is missing that was there before, rooms and presences were lost with it.</param>
[GenerateSerializer, Immutable, Alias("chat.LeaseRenewed")]
public sealed record LeaseRenewed(
    [property: Id(0)] bool WasHeld,
    [property: Id(1)] int Gateways,
    [property: Id(2)] string[] Silos);
