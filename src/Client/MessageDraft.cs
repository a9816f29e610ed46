namespace OrleansChat.Client;

/// <summary>A message that is to be sent.</summary>
/// <param name="Body">The text.</param>
public sealed record MessageDraft(string Body)
{
    /// <summary>The idempotency key, 1–64 characters: the same key never makes a second message within 5 minutes. A new one by default.</summary>
    public string Key { get; init; } = IdempotencyKeys.Next();

    /// <summary>The id of the message of the room that it answers; null for none.</summary>
    public string? ReplyTo { get; init; }

    /// <summary>Ids of users who are named in the text, each once; null for nobody.</summary>
    public IReadOnlyList<string>? Mentions { get; init; }
}
