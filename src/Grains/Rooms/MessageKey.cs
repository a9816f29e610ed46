using System.Runtime.InteropServices;

namespace OrleansChat.Grains.Rooms;

/// <summary>Which message of which sender: a digest of both that only this process can compute, so that nobody can find two that are alike.</summary>
internal readonly record struct MessageKey(UInt128 Digest)
{
    private const int MostOnStack = 2 * UserId.MaxLength + 1;

    private static readonly SipHash Hash = SipHash.Create();

    public static MessageKey Of(UserId sender, string key)
    {
        // Keys hold no line feed, so no two pairs read alike.
        Span<char> pair = stackalloc char[MostOnStack];
        return pair.TryWrite($"{sender.Value}\n{key}", out var length) ? Of(pair[..length]) : Of($"{sender.Value}\n{key}");
    }

    private static MessageKey Of(ReadOnlySpan<char> pair) => new(Hash.Of(MemoryMarshal.AsBytes(pair)));
}
