using System.Buffers;
using System.Text.Json;
using OrleansChat.Contracts;
using OrleansChat.Gateway.Connections;
using OrleansChat.Gateway.Transport;
using OrleansChat.Grains.Interfaces;

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
        var writer = Begin(out var scratch);
        JsonSerializer.Serialize(writer, frame, ChatJson.Options);
        End(writer, scratch);
        return Describe(frame, WebSocketFrames.Text(scratch.WrittenSpan, out var headerBytes), headerBytes);
    }

    /// <summary>A message's two frames, written once: the others' is the author's without the key.</summary>
    public static (OutboundFrame ForAuthor, OutboundFrame ForOthers) Encode(MessagePosted message)
    {
        var writer = Begin(out var scratch);
        var key = QuickJson.Write(writer, message);
        End(writer, scratch);
        var all = scratch.WrittenSpan;
        return (
            Describe(message, WebSocketFrames.Text(all, out var headerBytes), headerBytes),
            Describe(message, WebSocketFrames.Text(all[..(Before.Length + key.Start.Value)], out headerBytes, all[(Before.Length + key.End.Value)..]), headerBytes));
    }

    /// <summary>Several frames as one, so that they are written at once; each is in it as it is.</summary>
    public static OutboundFrame Combine(IReadOnlyList<OutboundFrame> frames)
    {
        if (frames is [var alone])
        {
            return alone;
        }

        var scratch = new ArrayBufferWriter<byte>(frames.Sum(static frame => frame.Bytes));
        scratch.Write(Before);
        for (var i = 0; i < frames.Count; i++)
        {
            scratch.Write(i == 0 ? [] : ","u8);
            scratch.Write(frames[i].Framed.Span[(frames[i].HeaderBytes + Before.Length)..^After.Length]);
        }

        scratch.Write(After);
        return new OutboundFrame(WebSocketFrames.Text(scratch.WrittenSpan, out var headerBytes), headerBytes) { Parts = frames };
    }

    private static Utf8JsonWriter Begin(out ArrayBufferWriter<byte> scratch)
    {
        scratch = _scratch ??= new ArrayBufferWriter<byte>(1024);
        scratch.ResetWrittenCount();
        scratch.Write(Before);
        var writer = _writer ??= new Utf8JsonWriter(scratch, new JsonWriterOptions { Encoder = ChatJson.Options.Encoder, SkipValidation = true });
        writer.Reset(scratch);
        return writer;
    }

    private static void End(Utf8JsonWriter writer, ArrayBufferWriter<byte> scratch)
    {
        writer.Flush();
        scratch.Write(After);
    }

    private static OutboundFrame Describe(MessagePosted message, byte[] framed, int headerBytes) =>
        new(framed, headerBytes) { Kind = FrameKind.Ordered, Room = message.Room.Value, Epoch = message.Epoch, Seq = message.Seq };

    private static OutboundFrame Describe(Frame frame, byte[] framed, int headerBytes) => frame switch
    {
        OrderedFrame ordered => new(framed, headerBytes) { Kind = FrameKind.Ordered, Room = ordered.Room, Epoch = ordered.Epoch, Seq = ordered.Seq },
        TypingFrame typing => new(framed, headerBytes) { Kind = FrameKind.Signal, Room = typing.Room, User = typing.User.Id },
        ReadFrame read => new(framed, headerBytes) { Kind = FrameKind.Receipt, Room = read.Room, User = read.User },
        PresenceFrame contact => new(framed, headerBytes) { Kind = FrameKind.Contact, User = contact.User },
        RoomFrame about => new(framed, headerBytes) { Kind = FrameKind.RoomState, Room = about.Room },
        _ => new(framed, headerBytes),
    };
}
