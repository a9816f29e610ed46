using System.Buffers.Binary;

namespace OrleansChat.Bench.Limit;

/// <summary>A frame of RFC 6455 from a client, unmasked where it lies.</summary>
internal readonly ref struct ClientFrame
{
    public const byte Text = 0x1;
    public const byte Close = 0x8;

    private readonly Span<byte> _frame;
    private readonly int _header;

    private ClientFrame(Span<byte> frame, int header)
    {
        _frame = frame;
        _header = header;
    }

    public byte Opcode => (byte)(_frame[0] & 0x0F);

    public ReadOnlySpan<byte> Payload => _frame[_header..];

    /// <summary>The same frame as a server sends it. The mask, which stood between header and payload, has made way for the header.</summary>
    public ReadOnlySpan<byte> AsServerFrame => _frame;

    /// <summary>Reads a whole frame from the start of the input.</summary>
    /// <param name="input">What came; it is changed.</param>
    /// <param name="frame">The frame.</param>
    /// <param name="taken">The bytes that it took.</param>
    /// <returns>False where it is not whole yet.</returns>
    /// <exception cref="InvalidDataException">It is not masked, or longer than 64 KB.</exception>
    public static bool TryRead(Span<byte> input, out ClientFrame frame, out int taken)
    {
        frame = default;
        taken = 0;
        if (input.Length < 2)
        {
            return false;
        }

        var (header, length) = (2, input[1] & 0x7F);
        if (length == 126)
        {
            if (input.Length < 4)
            {
                return false;
            }

            (header, length) = (4, BinaryPrimitives.ReadUInt16BigEndian(input[2..]));
        }

        if ((input[1] & 0x80) == 0 || length == 127 && header == 2)
        {
            throw new InvalidDataException("A client's frame is not masked, or longer than 64 KB.");
        }

        if (input.Length < header + 4 + length)
        {
            return false;
        }

        taken = header + 4 + length;
        frame = new ClientFrame(Unmask(input[..taken], header), header);
        return true;
    }

    private static Span<byte> Unmask(Span<byte> frame, int header)
    {
        Span<byte> mask = stackalloc byte[4];
        frame.Slice(header, 4).CopyTo(mask);
        var payload = frame[(header + 4)..];
        for (var index = 0; index < payload.Length; index++)
        {
            payload[index] ^= mask[index & 3];
        }

        frame[1] &= 0x7F;
        frame[..header].CopyTo(frame[4..]);
        return frame[4..];
    }
}
