namespace OrleansChat.Embedded.Tests.Copying;

[GenerateSerializer, Immutable]
internal sealed record Envelope([property: Id(0)] Unmarked Content);
