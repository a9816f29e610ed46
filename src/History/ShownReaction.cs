namespace OrleansChat.History;

/// <summary>An emoji under a message, as one client shows it.</summary>
/// <param name="Emoji">A hash of it.</param>
/// <param name="Count">How many users say it.</param>
/// <param name="Own">Whether the client's user is one of them.</param>
public readonly record struct ShownReaction(ulong Emoji, int Count, bool Own);
