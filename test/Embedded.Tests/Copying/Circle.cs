namespace OrleansChat.Embedded.Tests.Copying;

[GenerateSerializer]
internal sealed class Circle : Shape
{
    [Id(0)]
    public double[] Radii { get; init; } = [];
}
