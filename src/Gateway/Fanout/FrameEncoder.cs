using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using OrleansChat.Contracts;
using OrleansChat.Gateway.Connections;
using OrleansChat.Gateway.Hubs;

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
        JsonSerializer.Serialize(writer, frame, ChatJson.Options);
        writer.Flush();
        scratch.Write(After);

        var bytes = scratch.WrittenSpan.ToArray();
        return Describe(frame, new SerializedHubMessage([new SerializedMessage(ChatHubProtocol.JsonName, bytes)]), bytes.Length);
    }

    private static OutboundFrame Describe(Frame frame, SerializedHubMessage message, int bytes) => frame switch
    {
        OrderedFrame ordered => new(message, bytes) { Kind = FrameKind.Ordered, Room = ordered.Room, Epoch = ordered.Epoch, Seq = ordered.Seq },
        TypingFrame typing => new(message, bytes) { Kind = FrameKind.Signal, Room = typing.Room, User = typing.User.Id },
        ReadFrame read => new(message, bytes) { Kind = FrameKind.Receipt, Room = read.Room, User = read.User },
        RoomFrame about => new(message, bytes) { Kind = FrameKind.RoomState, Room = about.Room },
        _ => new(message, bytes),
    };
}
