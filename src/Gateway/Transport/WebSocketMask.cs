using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace OrleansChat.Gateway.Transport;

/// <summary>The mask on a client's bytes (RFC 6455, 5.3), read as a little-endian number: its first byte is the lowest.</summary>
internal static class WebSocketMask
{
    /// <summary>Masks or unmasks. The two may be the same memory.</summary>
    public static void Apply(ReadOnlySpan<byte> from, Span<byte> to, uint mask)
    {
        var vector = Vector.AsVectorByte(new Vector<uint>(BitConverter.IsLittleEndian ? mask : BinaryPrimitives.ReverseEndianness(mask)));
        var i = 0;
        for (; i <= from.Length - Vector<byte>.Count; i += Vector<byte>.Count)
        {
            (new Vector<byte>(from[i..]) ^ vector).CopyTo(to[i..]);
        }

        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(new ReadOnlySpan<Vector<byte>>(in vector));
        for (var rest = 0; i < from.Length; i++, rest++)
        {
            to[i] = (byte)(from[i] ^ bytes[rest]);
        }
    }

    /// <summary>The mask for what follows that many bytes.</summary>
    public static uint Rotate(uint mask, int bytes) => BitOperations.RotateRight(mask, 8 * (bytes & 3));
}
