using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace OrleansChat.Grains.Rooms;

/// <summary>
/// The idempotency keys of a room and what was answered to each: bounded by count and by age, and apart from the ring, so that a busy
/// room still knows the key of a message that its ring has forgotten.
/// </summary>
/// <remarks>
/// Most of what a busy room remembers is here, for minutes. So it is kept as numbers, which the garbage collector never looks at: keys and bodies by
/// parts of their SHA-256, of which nobody can find two alike, and answers by what they are made of.
/// </remarks>
internal sealed class KeyWindow(int capacity, TimeSpan lifetime)
{
    private const int MostOnStack = 2 * UserId.MaxLength + 1;

    /// <summary>Made with the first message: many rooms are only looked into.</summary>
    private Dictionary<UInt128, Entry>? _entries;
    private Queue<(UInt128 Key, long At)>? _byAge;

    public int Count => _entries?.Count ?? 0;

    /// <summary>What was answered to a key, whatever its age; null where the key is not known.</summary>
    public Posted? Answer(UserId user, string key) => _entries is not null && _entries.TryGetValue(Digest(user.Value, key), out var entry) ? entry.Answer : null;

    /// <summary>What was answered to a key, if it is still known.</summary>
    public Posted? Find(UserId user, string key, string body, long now, out bool bodyDiffers)
    {
        ForgetOlderThan(now - (long)lifetime.TotalMilliseconds);
        bodyDiffers = false;
        if (_entries is null || !_entries.TryGetValue(Digest(user.Value, key), out var entry))
        {
            return null;
        }

        bodyDiffers = entry.Body != Digest(body);
        return entry.Answer;
    }

    public void Remember(UserId user, string key, string body, Posted answer)
    {
        _entries ??= [];
        _byAge ??= new Queue<(UInt128 Key, long At)>();
        if (_entries.Count == capacity)
        {
            ForgetOldest();
        }

        var digest = Digest(user.Value, key);
        _entries.Add(digest, new Entry(Digest(body), answer.Epoch, answer.Seq, answer.Clock, answer.At));
        _byAge.Enqueue((digest, answer.At));
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

    /// <summary>Keys hold no line feed, so that no two pairs read alike.</summary>
    private static UInt128 Digest(string user, string key)
    {
        Span<char> pair = stackalloc char[MostOnStack];
        return pair.TryWrite($"{user}\n{key}", out var length) ? Digest(pair[..length]) : Digest($"{user}\n{key}");
    }

    private static UInt128 Digest(ReadOnlySpan<char> text)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(text), digest);
        return BinaryPrimitives.ReadUInt128LittleEndian(digest);
    }

    private readonly record struct Entry(UInt128 Body, long Epoch, long Seq, long Clock, long At)
    {
        public Posted Answer => new(MessagePosted.IdOf(Epoch, Seq), Epoch, Seq, Clock, At, Duplicate: false);
    }
}
