using System.Buffers.Binary;

namespace OrleansChat.Gateway.Transport;

/// <summary>Makes the WebSocket frames (RFC 6455) of a server: whole messages, never masked, so that one frame serves every member of a room.</summary>
internal static class WebSocketFrames
{
    private const byte Final = 0x80;
    private const int ShortLength = 125;

    /// <summary>A text message, which may come in two parts, with its header in front.</summary>
    public static byte[] Text(ReadOnlySpan<byte> payload, out int headerBytes, ReadOnlySpan<byte> rest = default) =>
        Create(WebSocketOpcode.Text, payload, out headerBytes, rest);

    /// <summary>The answer to a ping.</summary>
    public static byte[] Pong(ReadOnlySpan<byte> payload) => Create(WebSocketOpcode.Pong, payload, out _);

    /// <summary>The frame that ends a connection; 1005 means none and is not written.</summary>
    public static byte[] Close(ushort status)
    {
        Span<byte> payload = stackalloc byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16BigEndian(payload, status);
        return Create(WebSocketOpcode.Close, status is WebSocketStatus.None ? [] : payload, out _);
    }

    private static byte[] Create(WebSocketOpcode opcode, ReadOnlySpan<byte> payload, out int headerBytes, ReadOnlySpan<byte> rest = default)
    {
        var length = payload.Length + rest.Length;
        headerBytes = length switch
        {
            <= ShortLength => 2,
            <= ushort.MaxValue => 2 + sizeof(ushort),
            _ => 2 + sizeof(ulong),
        };
        var frame = GC.AllocateUninitializedArray<byte>(headerBytes + length);
        frame[0] = (byte)(Final | (byte)opcode);
        switch (headerBytes)
        {
            case 2:
                frame[1] = (byte)length;
                break;
            case 2 + sizeof(ushort):
                frame[1] = 126;
                BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(2), (ushort)length);
                break;
            default:
                frame[1] = 127;
                BinaryPrimitives.WriteUInt64BigEndian(frame.AsSpan(2), (ulong)length);
                break;
        }

        payload.CopyTo(frame.AsSpan(headerBytes));
        rest.CopyTo(frame.AsSpan(headerBytes + payload.Length));
        return frame;
    }
}
