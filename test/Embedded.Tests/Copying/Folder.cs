namespace OrleansChat.Embedded.Tests.Copying;

[GenerateSerializer]
internal sealed class Folder
{
    [Id(0)]
    public string Name { get; set; } = "";

    [Id(1)]
    public List<TextFile> Files { get; init; } = [];

    [Id(2)]
    public Dictionary<string, int[]> Index { get; } = new(StringComparer.OrdinalIgnoreCase);

    [Id(3)]
    public Folder? Parent { get; set; }

    [Id(4)]
    public HashSet<string> Tags { get; init; } = [];

    [Id(5)]
    public Queue<Span> Spans { get; init; } = new();

    [Id(6)]
    public (TextFile? Left, int Right) Pair { get; set; }

    [Id(7)]
    public Span? Last { get; set; }

    /// <summary>Not state: it has no id.</summary>
    public string? Cache { get; set; }
}
