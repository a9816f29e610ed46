namespace OrleansChat.Grains.Interfaces;

/// <summary>A message was accepted. Of one that was deleted since, the body is empty.</summary>
[GenerateSerializer, Immutable, Alias("chat.MessagePosted")]
public sealed record MessagePosted : Entry
{
    /// <summary>What it answers; null for nothing.</summary>
    [Id(0)]
    public Quote? ReplyTo { get; init; }

    /// <summary>Who of the room's members is named in it, each once; null for nobody.</summary>
    [Id(1)]
    public UserId[]? Mentions { get; init; }
}
