namespace OrleansChat.Embedded.Tests.Grains;

[GenerateSerializer]
public sealed class WordsState
{
    [Id(0)]
    public List<string> Words { get; } = [];
}
