using Orleans;

namespace OrleansChat.Embedded.Bench;

/// <summary>What callers get.</summary>
[GenerateSerializer, Immutable]
internal sealed record Posted([property: Id(0)] long Seq, [property: Id(1)] long Clock);
