namespace OrleansChat.Contracts;

/// <summary>What members say to a message with one emoji.</summary>
/// <param name="Emoji">The emoji.</param>
/// <param name="Count">How many say it.</param>
/// <param name="Own">Whether the reader is one of them.</param>
public sealed record ReactionInfo(string Emoji, int Count, bool Own);
