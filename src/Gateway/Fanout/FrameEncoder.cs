using System.Buffers;
using System.Text.Json;
using OrleansChat.Contracts;
using OrleansChat.Gateway.Connections;
using OrleansChat.Gateway.Transport;

namespace OrleansChat.Gateway.Fanout;

/// <summary>Encodes a frame once for all connections, as the JSON hub protocol would write it, with markup escaped.</summary>
internal static class FrameEncoder
{
    private static readonly byte[] Before = """{"type":1,"target":"Deliver","arguments":[["""u8.ToArray();
    private static readonly byte[] After = [.. "]]}"u8, RecordSeparator];

    private const byte RecordSeparator = 0x1e;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _scratch;

    [ThreadStatic]
    private static Utf8JsonWriter? _writer;

    public static OutboundFrame Encode(Frame frame)
    {
        var scratch = _scratch ??= new ArrayBufferWriter<byte>(1024);
        var writer = _writer ??= new Utf8JsonWriter(scratch, new JsonWriterOptions { Encoder = ChatJson.Options.Encoder, SkipValidation = true });
        scratch.ResetWrittenCount();
        scratch.Write(Before);
        writer.Reset(scratch);
        if (frame is MessageFrame message)
        {
            QuickJson.Write(writer, message);
        }
        else
        {
            JsonSerializer.Serialize(writer, frame, ChatJson.Options);
        }

        writer.Flush();
        scratch.Write(After);

        var framed = WebSocketFrames.Text(scratch.WrittenSpan, out var headerBytes);
        return Describe(frame, framed, headerBytes);
    }

    private static OutboundFrame Describe(Frame frame, byte[] framed, int headerBytes) => frame switch
    {
        OrderedFrame ordered => new(framed, headerBytes) { Kind = FrameKind.Ordered, Room = ordered.Room, Epoch = ordered.Epoch, Seq = ordered.Seq },
        TypingFrame typing => new(framed, headerBytes) { Kind = FrameKind.Signal, Room = typing.Room, User = typing.User.Id },
        ReadFrame read => new(framed, headerBytes) { Kind = FrameKind.Receipt, Room = read.Room, User = read.User },
        RoomFrame about => new(framed, headerBytes) { Kind = FrameKind.RoomState, Room = about.Room },
        _ => new(framed, headerBytes),
    };
}
