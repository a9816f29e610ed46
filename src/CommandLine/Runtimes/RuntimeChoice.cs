namespace OrleansChat.CommandLine.Runtimes;

/// <summary>The runtime that a command uses, and why.</summary>
internal sealed record RuntimeChoice(OrleansRuntime Runtime, string Reason)
{
    public string Name => Runtime.ToString().ToLowerInvariant();

    public override string ToString() => $"Orleans runtime: {Name} ({Reason})";
}
