using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using BenchmarkDotNet.Attributes;
using OrleansChat.Gateway.Transport;

namespace OrleansChat.Bench.Micro;

/// <summary>
/// The framing of WebSockets: a client's masked frame read and unmasked into a record, and a message's frame written, which is done once for all members of a
/// room. The sizes are those of a call that sends 64 bytes, and of one that sends the longest body.
/// </summary>
public class WebSocketFraming
{
    private const byte RecordSeparator = 0x1e;

    private readonly RecordBuffer _records = new(mostBytes: 64 * 1024);
    private WebSocketReader _reader = null!;
    private byte[] _record = null!;
    private ReadOnlySequence<byte> _frame;

    /// <summary>Bytes of the record within the frame, its separator included.</summary>
    [Params(170, 4000)]
    public int Bytes { get; set; }

    /// <summary>Makes the record and the client's frame of it.</summary>
    [GlobalSetup]
    public void Mask()
    {
        _reader = new WebSocketReader(_records);
        _record = [.. Encoding.ASCII.GetBytes(new string('x', Bytes - 1)), RecordSeparator];
        var frame = new byte[8 + Bytes];
        (frame[0], frame[1]) = (0x81, 0x80 | 126);
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(2), (ushort)Bytes);
        const uint MaskKey = 0x8033_FE11;
        BinaryPrimitives.WriteUInt32LittleEndian(frame.AsSpan(4), MaskKey);
        WebSocketMask.Apply(_record, frame.AsSpan(8), MaskKey);
        _frame = new ReadOnlySequence<byte>(frame);
    }

    /// <summary>Reads a client's frame and takes the record in it, after which the buffer lets go of its memory, as it does on an idle connection.</summary>
    [Benchmark]
    public int ReadMasked()
    {
        var input = _frame;
        while (_reader.Read(ref input) is not WebSocketSignal.More)
        {
        }

        var bytes = 0;
        while (_records.TryTake(out var record))
        {
            bytes += record.Length;
        }

        return bytes == Bytes ? bytes : throw new InvalidOperationException($"The frame held {bytes} bytes of records.");
    }

    /// <summary>Writes a server's frame.</summary>
    [Benchmark]
    public int WriteText() => WebSocketFrames.Text(_record, out _).Length;
}
