namespace OrleansChat.Grains.Interfaces;

/// <summary>How far an epoch went: its events up to this number are part of the room's history.</summary>
/// <param name="Epoch">The epoch.</param>
/// <param name="Head">The number of its last known event.</param>
[GenerateSerializer, Immutable, Alias("chat.EpochEnd")]
public readonly record struct EpochEnd([property: Id(0)] long Epoch, [property: Id(1)] long Head);
