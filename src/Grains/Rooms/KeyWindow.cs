namespace OrleansChat.Grains.Rooms;

/// <summary>
/// The idempotency keys of a room and what was answered to each: bounded by count and by age, and apart from the ring, so that a busy
/// room still knows the key of a message that its ring has forgotten.
/// </summary>
/// <remarks>
/// Most of what a busy room remembers is here, for minutes. So it is kept as numbers, which the garbage collector never looks at. A body is its length
/// and a hash that only this process can compute: two that are alike by chance would have a reused key answered as if it were a retry, and nothing more.
/// </remarks>
internal sealed class KeyWindow(int capacity, TimeSpan lifetime)
{
    /// <summary>Made with the first message: many rooms are only looked into.</summary>
    private Dictionary<MessageKey, Entry>? _entries;
    private Queue<(MessageKey Key, long At)>? _byAge;

    public int Count => _entries?.Count ?? 0;

    /// <summary>What was answered to a key, whatever its age; null where the key is not known.</summary>
    public Posted? Answer(MessageKey key) => _entries is not null && _entries.TryGetValue(key, out var entry) ? entry.Answer : null;

    /// <summary>What was answered to a key, if it is still known.</summary>
    public Posted? Find(MessageKey key, string body, long now, out bool bodyDiffers)
    {
        ForgetOlderThan(now - (long)lifetime.TotalMilliseconds);
        bodyDiffers = false;
        if (_entries is null || !_entries.TryGetValue(key, out var entry))
        {
            return null;
        }

        bodyDiffers = entry.Body != Fingerprint(body);
        return entry.Answer;
    }

    public void Remember(MessageKey key, string body, Posted answer)
    {
        _entries ??= [];
        _byAge ??= new Queue<(MessageKey Key, long At)>();
        if (_entries.Count == capacity)
        {
            ForgetOldest();
        }

        _entries.Add(key, new Entry(Fingerprint(body), answer.Epoch, answer.Seq, answer.Clock, answer.At));
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

    private static long Fingerprint(string body) => ((long)body.Length << 32) | (uint)body.GetHashCode(StringComparison.Ordinal);

    private readonly record struct Entry(long Body, long Epoch, long Seq, long Clock, long At)
    {
        public Posted Answer => new(MessagePosted.IdOf(Epoch, Seq), Epoch, Seq, Clock, At, Duplicate: false);
    }
}
