using OrleansChat.Embedded.Tests.Grains;

namespace OrleansChat.Embedded.Tests.Observers;

/// <summary>Never copied between neighbours, and yet a reference in it belongs to whoever has it.</summary>
[GenerateSerializer, Immutable]
internal sealed record Invitation([property: Id(0)] string Text, [property: Id(1)] IWordObserver Observer);
