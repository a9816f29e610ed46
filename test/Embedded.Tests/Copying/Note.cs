namespace OrleansChat.Embedded.Tests.Copying;

[GenerateSerializer, Immutable]
internal sealed record Note([property: Id(0)] string[] Words);
