using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;
using OrleansChat.Contracts;
using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Gateway.Fanout;

/// <summary>
/// Writes the two records that nearly all traffic consists of, a message and its acknowledgement, just as the serialiser would, byte for byte; which, asked
/// to write a derived type, takes several times as long and leaves a kilobyte behind.
/// </summary>
internal static class QuickJson
{
    /// <summary>Two numbers of 64 bits with their signs, and a hyphen.</summary>
    private const int MostIdBytes = 41;

    private static readonly JsonEncodedText Ok = JsonEncodedText.Encode("ok");
    private static readonly JsonEncodedText Type = JsonEncodedText.Encode("type");
    private static readonly JsonEncodedText Message = JsonEncodedText.Encode("message");
    private static readonly JsonEncodedText Id = JsonEncodedText.Encode("id");
    private static readonly JsonEncodedText From = JsonEncodedText.Encode("from");
    private static readonly JsonEncodedText Name = JsonEncodedText.Encode("name");
    private static readonly JsonEncodedText Body = JsonEncodedText.Encode("body");
    private static readonly JsonEncodedText Kind = JsonEncodedText.Encode("kind");
    private static readonly JsonEncodedText Text = JsonEncodedText.Encode(Frames.TextKind);
    private static readonly JsonEncodedText Key = JsonEncodedText.Encode("key");
    private static readonly JsonEncodedText ReplyTo = JsonEncodedText.Encode("replyTo");
    private static readonly JsonEncodedText Mentions = JsonEncodedText.Encode("mentions");
    private static readonly JsonEncodedText Epoch = JsonEncodedText.Encode("epoch");
    private static readonly JsonEncodedText Seq = JsonEncodedText.Encode("seq");
    private static readonly JsonEncodedText Clock = JsonEncodedText.Encode("clock");
    private static readonly JsonEncodedText At = JsonEncodedText.Encode("at");
    private static readonly JsonEncodedText Room = JsonEncodedText.Encode("room");
    private static readonly JsonEncodedText Duplicate = JsonEncodedText.Encode("duplicate");
    private static readonly JsonEncodedText Durability = JsonEncodedText.Encode("durability");

    /// <summary>Writes a message as its author sees it; returns which bytes of it, counted from where the writer began, are for the author alone.</summary>
    public static Range Write(Utf8JsonWriter writer, MessagePosted message)
    {
        Span<byte> id = stackalloc byte[MostIdBytes];
        Utf8.TryWrite(id, CultureInfo.InvariantCulture, $"{message.Epoch}-{message.Seq}", out var idBytes);
        writer.WriteStartObject();
        writer.WriteString(Type, Message);
        writer.WriteString(Id, id[..idBytes]);
        writer.WriteStartObject(From);
        writer.WriteString(Id, message.From.Id.Value);
        writer.WriteString(Name, message.From.Name);
        writer.WriteEndObject();
        writer.WriteString(Body, message.Body);
        writer.WriteString(Kind, Text);
        var keyFrom = (int)writer.BytesCommitted + writer.BytesPending;
        writer.WriteString(Key, message.Key);
        var keyTo = (int)writer.BytesCommitted + writer.BytesPending;
        if (message.ReplyTo is { } quote)
        {
            writer.WritePropertyName(ReplyTo);
            JsonSerializer.Serialize(writer, Frames.Quote(quote), ChatJson.Options);
        }

        if (message.Mentions is { } mentions)
        {
            writer.WriteStartArray(Mentions);
            Array.ForEach(mentions, user => writer.WriteStringValue(user.Value));
            writer.WriteEndArray();
        }

        writer.WriteNumber(Epoch, message.Epoch);
        writer.WriteNumber(Seq, message.Seq);
        writer.WriteNumber(Clock, message.Clock);
        writer.WriteNumber(At, message.At);
        writer.WriteString(Room, message.Room.Value);
        writer.WriteEndObject();
        return keyFrom..keyTo;
    }

    public static void Write(Utf8JsonWriter writer, Ack ack)
    {
        writer.WriteStartObject();
        writer.WriteString(Id, ack.Id);
        writer.WriteNumber(Epoch, ack.Epoch);
        writer.WriteNumber(Seq, ack.Seq);
        writer.WriteNumber(Clock, ack.Clock);
        writer.WriteNumber(At, ack.At);
        writer.WriteBoolean(Duplicate, ack.Duplicate);
        writer.WriteString(Durability, ack.Durability);
        writer.WriteBoolean(Ok, ack.Ok);
        writer.WriteEndObject();
    }
}
