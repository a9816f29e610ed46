namespace OrleansChat.Embedded.Tests.Copying;

[GenerateSerializer]
internal readonly record struct Span([property: Id(0)] int[] Bounds, [property: Id(1)] Guid Owner);
