namespace OrleansChat.Grains.Rooms;

/// <summary>
/// The idempotency keys of a room and what was answered to each: bounded by count and by age, and apart from the ring, so that a busy
/// room still knows the key of a message that its ring has forgotten.
/// </summary>
internal sealed class KeyWindow(int capacity, TimeSpan lifetime)
{
    /// <summary>Made with the first message: many rooms are only looked into.</summary>
    private Dictionary<(UserId User, string Key), Entry>? _entries;
    private Queue<(UserId User, string Key, long At)>? _byAge;

    public int Count => _entries?.Count ?? 0;

    /// <summary>What was answered to a key, whatever its age; null where the key is not known.</summary>
    public Posted? Answer(UserId user, string key) => _entries is not null && _entries.TryGetValue((user, key), out var entry) ? entry.Answer : null;

    /// <summary>What was answered to a key, if it is still known.</summary>
    public Posted? Find(UserId user, string key, string body, long now, out bool bodyDiffers)
    {
        ForgetOlderThan(now - (long)lifetime.TotalMilliseconds);
        bodyDiffers = false;
        if (_entries is null || !_entries.TryGetValue((user, key), out var entry))
        {
            return null;
        }

        bodyDiffers = entry.Body != body;
        return entry.Answer;
    }

    public void Remember(UserId user, string key, string body, Posted answer)
    {
        _entries ??= [];
        _byAge ??= new Queue<(UserId User, string Key, long At)>();
        if (_entries.Count == capacity)
        {
            ForgetOldest();
        }

        _entries.Add((user, key), new Entry(body, answer));
        _byAge.Enqueue((user, key, answer.At));
    }

    public void Clear() => (_entries, _byAge) = (null, null);

    private void ForgetOlderThan(long time)
    {
        while (_byAge is not null && _byAge.TryPeek(out var oldest) && oldest.At < time)
        {
            ForgetOldest();
        }
    }

    private void ForgetOldest()
    {
        var oldest = _byAge!.Dequeue();
        _entries!.Remove((oldest.User, oldest.Key));
    }

    /// <summary>The body itself and not a hash of it: it is the very string that the ring holds, so it costs a reference while both live.</summary>
    private readonly record struct Entry(string Body, Posted Answer);
}
