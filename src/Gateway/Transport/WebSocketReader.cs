using System.Buffers;
using System.Buffers.Binary;

namespace OrleansChat.Gateway.Transport;

/// <summary>
/// Reads a client's side of a WebSocket (RFC 6455), piece by piece as bytes come, and hands on what messages hold. A message is not waited for: the
/// hub protocol ends its records by itself, and records alone are bounded. Pure: no socket, no clock.
/// </summary>
internal sealed class WebSocketReader(RecordBuffer records)
{
    private const int LongestHeader = 14;
    private const int LongestControl = 125;

    private readonly Utf8Scanner _text = new();
    private ulong _remaining;
    private uint _mask;
    private bool _isFinal;

    /// <summary>The kind of message that is being read; <see cref="WebSocketOpcode.Continuation"/> between messages.</summary>
    private WebSocketOpcode _message;
    private bool _isInPayload;

    /// <summary>What came with the last ping or close.</summary>
    public byte[] Control { get; private set; } = [];

    /// <summary>Takes one piece from the front of the input.</summary>
    /// <exception cref="WebSocketViolation">The peer broke the protocol.</exception>
    public WebSocketSignal Read(ref ReadOnlySequence<byte> input) => _isInPayload ? ReadPayload(ref input) : ReadHeader(ref input);

    private WebSocketSignal ReadHeader(ref ReadOnlySequence<byte> input)
    {
        if (input.Length < 2)
        {
            return WebSocketSignal.More;
        }

        Span<byte> copy = stackalloc byte[LongestHeader];
        scoped var bytes = input.FirstSpan;
        if (bytes.Length < LongestHeader)
        {
            var start = input.Slice(0, Math.Min(input.Length, LongestHeader));
            start.CopyTo(copy);
            bytes = copy[..(int)start.Length];
        }

        var opcode = (WebSocketOpcode)(bytes[0] & 0x0f);
        var isFinal = (bytes[0] & 0x80) != 0;
        var shortLength = bytes[1] & 0x7f;
        Check((bytes[0] & 0x70) == 0, "A reserved bit is set.");
        Check((bytes[1] & 0x80) != 0, "A client's frames must be masked.");
        var isControl = CheckOrder(opcode, isFinal, shortLength);

        var headerBytes = 2 + sizeof(uint) + (shortLength switch { 126 => sizeof(ushort), 127 => sizeof(ulong), _ => 0 });
        if (bytes.Length < headerBytes)
        {
            return WebSocketSignal.More;
        }

        var length = shortLength switch
        {
            126 => BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]),
            127 => BinaryPrimitives.ReadUInt64BigEndian(bytes[2..]),
            _ => (ulong)shortLength,
        };
        Check(length <= long.MaxValue, "A length has its highest bit set.");
        var mask = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(headerBytes - sizeof(uint))..]);
        if (isControl)
        {
            return ReadControl(ref input, opcode, headerBytes, (int)length, mask);
        }

        (_message, _isFinal, _remaining, _mask) = (opcode is WebSocketOpcode.Continuation ? _message : opcode, isFinal, length, mask);
        _isInPayload = true;
        input = input.Slice(headerBytes);
        return _remaining == 0 ? EndFrame() : ReadPayload(ref input);
    }

    /// <summary>Returns whether it is a control frame, which may stand between the fragments of a message.</summary>
    private bool CheckOrder(WebSocketOpcode opcode, bool isFinal, int shortLength)
    {
        switch (opcode)
        {
            case WebSocketOpcode.Continuation:
                Check(_message is not WebSocketOpcode.Continuation, "There is no message to continue.");
                return false;
            case WebSocketOpcode.Text or WebSocketOpcode.Binary:
                Check(_message is WebSocketOpcode.Continuation, "The message before has not ended.");
                return false;
            case WebSocketOpcode.Close or WebSocketOpcode.Ping or WebSocketOpcode.Pong:
                Check(isFinal && shortLength <= LongestControl, "A control frame is one frame of at most 125 bytes.");
                return true;
            default:
                throw new WebSocketViolation(WebSocketStatus.ProtocolError, "There is no such opcode.");
        }
    }

    private WebSocketSignal ReadControl(ref ReadOnlySequence<byte> input, WebSocketOpcode opcode, int headerBytes, int length, uint mask)
    {
        if (input.Length < headerBytes + length)
        {
            return WebSocketSignal.More;
        }

        var payload = input.Slice(headerBytes, length);
        input = input.Slice(headerBytes + length);
        if (opcode is WebSocketOpcode.Pong)
        {
            return WebSocketSignal.Data;
        }

        Control = payload.ToArray();
        WebSocketMask.Apply(Control, Control, mask);
        return opcode is WebSocketOpcode.Ping ? WebSocketSignal.Ping : WebSocketSignal.Close;
    }

    private WebSocketSignal ReadPayload(ref ReadOnlySequence<byte> input)
    {
        var piece = input.FirstSpan;
        if (piece.IsEmpty)
        {
            return WebSocketSignal.More;
        }

        if ((ulong)piece.Length > _remaining)
        {
            piece = piece[..(int)_remaining];
        }

        var place = records.Reserve(piece.Length)[..piece.Length];
        WebSocketMask.Apply(piece, place, _mask);
        _mask = WebSocketMask.Rotate(_mask, piece.Length);
        _remaining -= (ulong)piece.Length;
        input = input.Slice(piece.Length);
        if (_message is WebSocketOpcode.Text && !_text.Accept(place))
        {
            throw new WebSocketViolation(WebSocketStatus.InvalidText, "A text message is not UTF-8.");
        }

        records.Commit(piece.Length);
        return _remaining == 0 ? EndFrame() : WebSocketSignal.Data;
    }

    private WebSocketSignal EndFrame()
    {
        _isInPayload = false;
        if (_isFinal)
        {
            if (_message is WebSocketOpcode.Text && !_text.TryEnd())
            {
                throw new WebSocketViolation(WebSocketStatus.InvalidText, "A text message ends within a character.");
            }

            _message = WebSocketOpcode.Continuation;
        }

        return WebSocketSignal.Data;
    }

    private static void Check(bool isRight, string otherwise)
    {
        if (!isRight)
        {
            throw new WebSocketViolation(WebSocketStatus.ProtocolError, otherwise);
        }
    }
}
