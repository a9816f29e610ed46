using System.Buffers.Binary;

namespace OrleansChat.LoadTest.Wire;

/// <summary>Frames of RFC 6455 as a client writes and reads them.</summary>
internal static class WebSocketFrame
{
    public const byte Text = 0x1;
    public const byte Close = 0x8;
    public const byte Ping = 0x9;
    public const byte Pong = 0xA;

    /// <summary>Longest header of a frame that a client writes here: two bytes, a length of two, a mask of four.</summary>
    public const int HeaderBytes = 8;

    /// <summary>Longest frame that is taken from a server; a chat sends nothing near it.</summary>
    public const int MaximumPayloadBytes = 4 * 1024 * 1024;

    private const int MaximumWritten = ushort.MaxValue;

    /// <summary>Masks a payload that stands at <see cref="HeaderBytes"/> of a buffer, and puts the header right in front of it.</summary>
    /// <returns>The whole frame, a part of the buffer.</returns>
    public static Span<byte> Wrap(Span<byte> buffer, int payloadLength, byte opcode, uint mask)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(payloadLength, MaximumWritten);
        var start = payloadLength < 126 ? 2 : 0;
        buffer[start] = (byte)(0x80 | opcode);
        buffer[start + 1] = (byte)(0x80 | (payloadLength < 126 ? payloadLength : 126));
        if (payloadLength >= 126)
        {
            BinaryPrimitives.WriteUInt16BigEndian(buffer[(start + 2)..], (ushort)payloadLength);
        }

        Span<byte> key = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(key, mask);
        key.CopyTo(buffer[(HeaderBytes - 4)..]);
        var payload = buffer.Slice(HeaderBytes, payloadLength);
        for (var index = 0; index < payload.Length; index++)
        {
            payload[index] ^= key[index & 3];
        }

        return buffer[start..(HeaderBytes + payloadLength)];
    }

    /// <summary>Reads a whole frame from the start of the input.</summary>
    /// <returns>The bytes that the frame takes, or 0 where it is not whole yet.</returns>
    /// <exception cref="InvalidDataException">The frame is masked or too long.</exception>
    public static int TryRead(ReadOnlySpan<byte> input, out byte opcode, out ReadOnlySpan<byte> payload)
    {
        opcode = 0;
        payload = default;
        if (input.Length < 2)
        {
            return 0;
        }

        opcode = (byte)(input[0] & 0x0F);
        var (header, length) = (2, (long)(input[1] & 0x7F));
        if (length == 126)
        {
            if (input.Length < 4)
            {
                return 0;
            }

            (header, length) = (4, BinaryPrimitives.ReadUInt16BigEndian(input[2..]));
        }
        else if (length == 127)
        {
            if (input.Length < 10)
            {
                return 0;
            }

            (header, length) = (10, BinaryPrimitives.ReadInt64BigEndian(input[2..]));
        }

        if ((input[1] & 0x80) != 0 || length is < 0 or > MaximumPayloadBytes)
        {
            throw new InvalidDataException("The server sent a frame that is masked or too long.");
        }

        if (input.Length < header + length)
        {
            return 0;
        }

        payload = input.Slice(header, (int)length);
        return header + (int)length;
    }
}
