namespace OrleansChat.Embedded.Tests.Copying;

[GenerateSerializer]
internal abstract class Shape
{
    [Id(0)]
    public List<int> Corners { get; init; } = [];
}
