using Orleans;

namespace OrleansChat.Embedded.Bench;

/// <summary>What callers send.</summary>
[GenerateSerializer, Immutable]
internal sealed record Post([property: Id(0)] string Body, [property: Id(1)] long Clock);
