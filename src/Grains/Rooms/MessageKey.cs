using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace OrleansChat.Grains.Rooms;

/// <summary>Which message of which sender: a part of the SHA-256 of both, so that nobody can find two that are alike.</summary>
internal readonly record struct MessageKey(UInt128 Digest)
{
    private const int MostOnStack = 2 * UserId.MaxLength + 1;

    public static MessageKey Of(UserId sender, string key)
    {
        // Keys hold no line feed, so no two pairs read alike.
        Span<char> pair = stackalloc char[MostOnStack];
        return pair.TryWrite($"{sender.Value}\n{key}", out var length) ? Of(pair[..length]) : Of($"{sender.Value}\n{key}");
    }

    private static MessageKey Of(ReadOnlySpan<char> pair)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(pair), digest);
        return new(BinaryPrimitives.ReadUInt128LittleEndian(digest));
    }
}
