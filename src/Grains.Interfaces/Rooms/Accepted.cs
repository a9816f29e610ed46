namespace OrleansChat.Grains.Interfaces;

/// <summary>A command was done and has nothing more to say.</summary>
[GenerateSerializer, Immutable, Alias("chat.Accepted")]
public sealed record Accepted
{
    /// <summary>The one instance that grains answer.</summary>
    public static Accepted Instance { get; } = new();
}
