namespace OrleansChat.Grains.Rooms;

/// <summary>
/// The idempotency keys of a room and what was answered to each: bounded by count and by age, and apart from the ring, so that a busy
/// room still knows the key of a message that its ring has forgotten.
/// </summary>
/// <remarks>
/// Most of what a busy room remembers is here, for minutes. So it is kept as numbers, which the garbage collector never looks at. What a key was used for is its length
/// and a hash that only this process can compute: two that are alike by chance would have a reused key answered as if it were a retry, and nothing more.
/// </remarks>
internal sealed class KeyWindow(int capacity, TimeSpan lifetime)
{
    /// <summary>Made with the first message: many rooms are only looked into.</summary>
    private Dictionary<MessageKey, Remembered>? _entries;
    private Queue<(MessageKey Key, long At)>? _byAge;

    public int Count => _entries?.Count ?? 0;

    /// <summary>What was answered to a key, whatever its age; null where the key is not known.</summary>
    public Posted? Answer(MessageKey key) => _entries is not null && _entries.TryGetValue(key, out var entry) ? entry.Answer : null;

    /// <summary>What was answered to a key, if it is still known.</summary>
    /// <param name="key">The key.</param>
    /// <param name="content">What it is used for now, as <see cref="ContentOf(Entry)"/> says it.</param>
    /// <param name="now">The time.</param>
    /// <param name="differs">Whether it was used for something else.</param>
    public Posted? Find(MessageKey key, string content, long now, out bool differs)
    {
        ForgetOlderThan(now - (long)lifetime.TotalMilliseconds);
        differs = false;
        if (_entries is null || !_entries.TryGetValue(key, out var entry))
        {
            return null;
        }

        differs = entry.Content != 0 && entry.Content != Fingerprint(content);
        return entry.Answer;
    }

    /// <summary>Remembers an answer.</summary>
    /// <param name="key">The key.</param>
    /// <param name="content">What it was used for; null where that is not known any more.</param>
    /// <param name="answer">The answer.</param>
    public void Remember(MessageKey key, string? content, Posted answer)
    {
        _entries ??= [];
        _byAge ??= new Queue<(MessageKey Key, long At)>();
        if (_entries.Count == capacity)
        {
            ForgetOldest();
        }

        _entries.Add(key, new Remembered(content is null ? 0 : Fingerprint(content), answer.Epoch, answer.Seq, answer.Clock, answer.At));
        _byAge.Enqueue((key, answer.At));
    }

    public void Clear() => (_entries, _byAge) = (null, null);

    private void ForgetOlderThan(long time)
    {
        while (_byAge is not null && _byAge.TryPeek(out var oldest) && oldest.At < time)
        {
            ForgetOldest();
        }
    }

    private void ForgetOldest() => _entries!.Remove(_byAge!.Dequeue().Key);

    /// <summary>What an entry's key was used for; null for a message whose text was deleted.</summary>
    public static string? ContentOf(Entry entry) => entry switch
    {
        MessageChanged change => ContentOf(change.Kind, change.Target, change.Body),
        Ruling ruling => ContentOf(ruling.Kind, ruling.Subject?.Id, ruling.Until, ruling.Value, ruling.Body),
        MessagePosted { Body.Length: > 0 } message => ContentOf(message.ReplyTo?.Message, message.Body),
        _ => null,
    };

    /// <summary>What a message's key was used for. Who is named in it does not count: of them the room keeps those who were members.</summary>
    public static string ContentOf(Position? replyTo, string body) => replyTo is { } target ? $"\0{target.Seq} {body}" : body;

    /// <summary>What a change's key was used for. No message reads like it, because a message holds no such character.</summary>
    public static string ContentOf(ChangeKind kind, Position target, string body) => $"\0{(int)kind} {target.Seq} {body}";

    /// <summary>What the key of something that was decided was used for.</summary>
    public static string ContentOf(RulingKind kind, UserId? subject, long until, int value, string reason) => $"\0{(int)kind}\0{subject?.Value}\0{until} {value} {reason}";

    private static long Fingerprint(string content) => ((long)content.Length << 32) | (uint)content.GetHashCode(StringComparison.Ordinal);

    private readonly record struct Remembered(long Content, long Epoch, long Seq, long Clock, long At)
    {
        public Posted Answer => new(Entry.IdOf(Epoch, Seq), Epoch, Seq, Clock, At, Duplicate: false);
    }
}
