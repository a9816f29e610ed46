using System.Buffers.Binary;

namespace OrleansChat.Gateway.Tests.Transport;

/// <summary>WebSocket frames as clients make them, right ones and wrong ones.</summary>
internal static class ClientFrames
{
    public const byte Continuation = 0;
    public const byte Text = 1;
    public const byte Binary = 2;
    public const byte Close = 8;
    public const byte Ping = 9;
    public const byte Pong = 10;

    private static readonly byte[] Mask = [0x11, 0xFE, 0x33, 0x80];

    public static byte[] Create(byte opcode, ReadOnlySpan<byte> payload, bool isFinal = true, byte reserved = 0, bool isMasked = true)
    {
        var frame = new List<byte> { (byte)((isFinal ? 0x80 : 0) | reserved | opcode) };
        var length = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(length, (ulong)payload.Length);
        var masked = isMasked ? 0x80 : 0;
        frame.AddRange(payload.Length switch
        {
            <= 125 => [(byte)(masked | payload.Length)],
            <= ushort.MaxValue => [(byte)(masked | 126), .. length[6..]],
            _ => [(byte)(masked | 127), .. length],
        });
        if (isMasked)
        {
            frame.AddRange(Mask);
        }

        for (var i = 0; i < payload.Length; i++)
        {
            frame.Add((byte)(payload[i] ^ (isMasked ? Mask[i % 4] : 0)));
        }

        return [.. frame];
    }
}
