namespace OrleansChat.Grains.Interfaces;

/// <summary>A message was accepted. Of one that was deleted since, the body is empty.</summary>
[GenerateSerializer, Immutable, Alias("chat.MessagePosted")]
public sealed record MessagePosted : Entry;
