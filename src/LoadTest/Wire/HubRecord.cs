using System.Text;
using System.Text.Json;

namespace OrleansChat.LoadTest.Wire;

/// <summary>Reads one record of SignalR's JSON protocol in one pass, without making objects: there are many thousands a second.</summary>
internal static class HubRecord
{
    public const byte Separator = 0x1e;

    private static ReadOnlySpan<byte> HubError => "HUB_ERROR"u8;

    /// <exception cref="JsonException">The record is not JSON of the expected shape.</exception>
    public static void Read(ReadOnlySpan<byte> record, IHubReceiver receiver)
    {
        var reader = new Utf8JsonReader(record);
        var type = 0;
        var isDeliver = false;
        var argumentsAt = -1;
        var answer = new WireAnswer();
        string? closing = null;
        Expect(reader.Read() && reader.TokenType == JsonTokenType.StartObject);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("type"u8))
            {
                reader.Read();
                type = reader.GetInt32();
            }
            else if (reader.ValueTextEquals("target"u8))
            {
                reader.Read();
                isDeliver = reader.ValueTextEquals("Deliver"u8);
            }
            else if (reader.ValueTextEquals("arguments"u8))
            {
                reader.Read();
                if (isDeliver)
                {
                    ReadFrames(ref reader, receiver);
                }
                else
                {
                    argumentsAt = (int)reader.TokenStartIndex;
                    reader.Skip();
                }
            }
            else if (reader.ValueTextEquals("invocationId"u8))
            {
                answer.InvocationId = ReadText(ref reader);
            }
            else if (reader.ValueTextEquals("result"u8))
            {
                ReadAnswer(ref reader, ref answer, receiver);
            }
            else if (reader.ValueTextEquals("error"u8))
            {
                closing = Encoding.UTF8.GetString(ReadText(ref reader));
                answer.ErrorCode = HubError;
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        if (type == 3)
        {
            receiver.Answered(answer);
        }
        else if (type == 7)
        {
            receiver.Closing(closing ?? "closed by the server");
        }
        else if (type == 1 && isDeliver && argumentsAt >= 0)
        {
            // The protocol fixes no order of members, so the target may come behind its arguments.
            var arguments = new Utf8JsonReader(record[argumentsAt..]);
            arguments.Read();
            ReadFrames(ref arguments, receiver);
        }
    }

    private static void ReadFrames(ref Utf8JsonReader reader, IHubReceiver receiver)
    {
        Expect(reader.TokenType == JsonTokenType.StartArray && reader.Read() && reader.TokenType == JsonTokenType.StartArray);
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            receiver.Pushed(ReadFrame(ref reader, receiver));
        }

        Expect(reader.TokenType == JsonTokenType.EndArray && reader.Read() && reader.TokenType == JsonTokenType.EndArray);
    }

    private static WireFrame ReadFrame(ref Utf8JsonReader reader, IHubReceiver receiver)
    {
        var frame = new WireFrame();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            ReadMember(ref reader, ref frame, receiver);
        }

        return frame;
    }

    private static void ReadMember(ref Utf8JsonReader reader, ref WireFrame frame, IHubReceiver receiver)
    {
        if (reader.ValueTextEquals("type"u8))
        {
            frame.Kind = ReadKind(ref reader);
        }
        else if (reader.ValueTextEquals("room"u8))
        {
            frame.Room = ReadText(ref reader);
        }
        else if (reader.ValueTextEquals("epoch"u8))
        {
            frame.Epoch = ReadNumber(ref reader);
        }
        else if (reader.ValueTextEquals("seq"u8))
        {
            frame.Seq = ReadNumber(ref reader);
        }
        else if (reader.ValueTextEquals("clock"u8))
        {
            frame.Clock = ReadNumber(ref reader);
        }
        else if (reader.ValueTextEquals("id"u8))
        {
            frame.Id = ReadText(ref reader);
        }
        else if (reader.ValueTextEquals("body"u8))
        {
            frame.Body = ReadText(ref reader);
        }
        else if (reader.ValueTextEquals("head"u8))
        {
            frame.Head = ReadNumber(ref reader);
        }
        else if (reader.ValueTextEquals("code"u8))
        {
            frame.Code = ReadText(ref reader);
        }
        else if (reader.ValueTextEquals("messages"u8))
        {
            ReadMessages(ref reader, receiver);
        }
        else if (reader.ValueTextEquals("members"u8))
        {
            ReadUsers(ref reader, receiver);
        }
        else
        {
            ReadRareMember(ref reader, ref frame, receiver);
        }
    }

    private static void ReadRareMember(ref Utf8JsonReader reader, ref WireFrame frame, IHubReceiver receiver)
    {
        // "from" is an object in a message, its author, and a number in a gap.
        if (reader.ValueTextEquals("from"u8))
        {
            reader.Read();
            if (reader.TokenType == JsonTokenType.Number)
            {
                frame.From = reader.GetInt64();
            }
            else
            {
                reader.Skip();
            }
        }
        else if (reader.ValueTextEquals("to"u8))
        {
            frame.To = ReadNumber(ref reader);
        }
        else if (reader.ValueTextEquals("count"u8))
        {
            frame.Count = (int)ReadNumber(ref reader);
        }
        else if (reader.ValueTextEquals("recovered"u8))
        {
            frame.Recovered = ReadFlag(ref reader);
        }
        else if (reader.ValueTextEquals("action"u8))
        {
            frame.Action = ReadText(ref reader);
        }
        else if (reader.ValueTextEquals("delayMs"u8))
        {
            frame.DelayMs = ReadNumber(ref reader);
        }
        else if (reader.ValueTextEquals("retryAfterMs"u8))
        {
            frame.RetryAfterMs = ReadNumber(ref reader);
        }
        else
        {
            ReadMemberOfChanges(ref reader, ref frame, receiver);
        }
    }

    /// <summary>Members of frames that change a message, of messages that were changed, and of typing and read markers.</summary>
    private static void ReadMemberOfChanges(ref Utf8JsonReader reader, ref WireFrame frame, IHubReceiver receiver)
    {
        if (reader.ValueTextEquals("user"u8) || reader.ValueTextEquals("by"u8))
        {
            frame.User = ReadUser(ref reader);
        }
        else if (reader.ValueTextEquals("target"u8))
        {
            frame.Target = ReadText(ref reader);
        }
        else if (reader.ValueTextEquals("emoji"u8))
        {
            frame.Emoji = ReadText(ref reader);
        }
        else if (reader.ValueTextEquals("on"u8))
        {
            frame.On = ReadFlag(ref reader);
        }
        else if (reader.ValueTextEquals("version"u8))
        {
            frame.Version = ReadNumber(ref reader);
        }
        else if (reader.ValueTextEquals("rev"u8))
        {
            frame.Rev = ReadNumber(ref reader);
        }
        else if (reader.ValueTextEquals("deleted"u8))
        {
            frame.Deleted = ReadFlag(ref reader);
        }
        else if (reader.ValueTextEquals("pinned"u8))
        {
            frame.Pinned = ReadFlag(ref reader);
        }
        else if (reader.ValueTextEquals("reactions"u8))
        {
            ReadReactions(ref reader, receiver);
        }
        else
        {
            reader.Read();
            reader.Skip();
        }
    }

    private static void ReadReactions(ref Utf8JsonReader reader, IHubReceiver receiver)
    {
        Expect(reader.Read() && reader.TokenType == JsonTokenType.StartArray);
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            ReadOnlySpan<byte> emoji = default;
            var (count, own) = (0L, false);
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("emoji"u8))
                {
                    emoji = ReadText(ref reader);
                }
                else if (reader.ValueTextEquals("count"u8))
                {
                    count = ReadNumber(ref reader);
                }
                else if (reader.ValueTextEquals("own"u8))
                {
                    own = ReadFlag(ref reader);
                }
                else
                {
                    reader.Read();
                    reader.Skip();
                }
            }

            receiver.Reacted(emoji, (int)count, own);
        }
    }

    /// <summary>A user's id, which stands alone in some frames and in an object with the name in others.</summary>
    private static ReadOnlySpan<byte> ReadUser(scoped ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String)
        {
            return Text(ref reader);
        }

        ReadOnlySpan<byte> id = default;
        Expect(reader.TokenType == JsonTokenType.StartObject);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("id"u8))
            {
                id = ReadText(ref reader);
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        return id;
    }

    private static void ReadMessages(ref Utf8JsonReader reader, IHubReceiver receiver)
    {
        Expect(reader.Read() && reader.TokenType == JsonTokenType.StartArray);
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            receiver.Listed(ReadFrame(ref reader, receiver));
        }
    }

    private static void ReadUsers(ref Utf8JsonReader reader, IHubReceiver receiver)
    {
        Expect(reader.Read() && reader.TokenType == JsonTokenType.StartArray);
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("id"u8))
                {
                    receiver.Named(ReadText(ref reader));
                }
                else
                {
                    reader.Read();
                    reader.Skip();
                }
            }
        }
    }

    private static WireFrameKind ReadKind(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.ValueTextEquals("message"u8) ? WireFrameKind.Message
            : reader.ValueTextEquals("joined"u8) || reader.ValueTextEquals("left"u8) ? WireFrameKind.Event
            : reader.ValueTextEquals("typing"u8) ? WireFrameKind.Typing
            : reader.ValueTextEquals("read"u8) ? WireFrameKind.Read
            : reader.ValueTextEquals("reaction"u8) ? WireFrameKind.Reaction
            : reader.ValueTextEquals("edited"u8) ? WireFrameKind.Edited
            : reader.ValueTextEquals("deleted"u8) ? WireFrameKind.Deleted
            : reader.ValueTextEquals("pin"u8) ? WireFrameKind.Pin
            : reader.ValueTextEquals("epoch"u8) ? WireFrameKind.Epoch
            : reader.ValueTextEquals("members"u8) ? WireFrameKind.Members
            : reader.ValueTextEquals("gap"u8) ? WireFrameKind.Gap
            : reader.ValueTextEquals("digest"u8) ? WireFrameKind.Digest
            : reader.ValueTextEquals("resync"u8) ? WireFrameKind.Resync
            : reader.ValueTextEquals("bye"u8) ? WireFrameKind.Bye
            : reader.ValueTextEquals("drain"u8) ? WireFrameKind.Drain
            : WireFrameKind.Other;
    }

    private static void ReadAnswer(ref Utf8JsonReader reader, ref WireAnswer answer, IHubReceiver receiver)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("ok"u8))
            {
                answer.Ok = ReadFlag(ref reader);
            }
            else if (reader.ValueTextEquals("id"u8))
            {
                answer.Id = ReadText(ref reader);
            }
            else if (reader.ValueTextEquals("epoch"u8))
            {
                answer.Epoch = ReadNumber(ref reader);
            }
            else if (reader.ValueTextEquals("seq"u8))
            {
                answer.Seq = ReadNumber(ref reader);
            }
            else if (reader.ValueTextEquals("head"u8))
            {
                answer.Head = ReadNumber(ref reader);
            }
            else if (reader.ValueTextEquals("clock"u8))
            {
                answer.Clock = ReadNumber(ref reader);
            }
            else if (reader.ValueTextEquals("duplicate"u8))
            {
                answer.Duplicate = ReadFlag(ref reader);
            }
            else if (reader.ValueTextEquals("messages"u8))
            {
                ReadMessages(ref reader, receiver);
            }
            else if (reader.ValueTextEquals("me"u8))
            {
                answer.User = ReadUser(ref reader);
            }
            else if (reader.ValueTextEquals("error"u8))
            {
                ReadError(ref reader, ref answer);
            }
            else if (reader.ValueTextEquals("rooms"u8))
            {
                ReadOutcomes(ref reader, ref answer, receiver);
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }
    }

    /// <summary>Outcomes of <c>Hello</c>; a connection here is in one room, so there is one.</summary>
    private static void ReadOutcomes(ref Utf8JsonReader reader, ref WireAnswer answer, IHubReceiver receiver)
    {
        Expect(reader.Read() && reader.TokenType == JsonTokenType.StartArray);
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("outcome"u8))
                {
                    answer.Outcome = ReadText(ref reader);
                }
                else if (reader.ValueTextEquals("joined"u8))
                {
                    ReadAnswer(ref reader, ref answer, receiver);
                }
                else if (reader.ValueTextEquals("error"u8))
                {
                    ReadError(ref reader, ref answer);
                }
                else
                {
                    reader.Read();
                    reader.Skip();
                }
            }
        }
    }

    private static void ReadError(ref Utf8JsonReader reader, ref WireAnswer answer)
    {
        reader.Read();
        Expect(reader.TokenType == JsonTokenType.StartObject);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("code"u8))
            {
                answer.ErrorCode = ReadText(ref reader);
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }
    }

    private static ReadOnlySpan<byte> ReadText(scoped ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.String)
        {
            reader.Skip();
            return default;
        }

        return Text(ref reader);
    }

    private static ReadOnlySpan<byte> Text(scoped ref Utf8JsonReader reader) =>
        reader.ValueIsEscaped ? Encoding.UTF8.GetBytes(reader.GetString()!) : reader.ValueSpan;

    private static bool ReadFlag(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.GetBoolean();
    }

    private static long ReadNumber(ref Utf8JsonReader reader)
    {
        reader.Read();
        Expect(reader.TokenType == JsonTokenType.Number);
        return reader.GetInt64();
    }

    private static void Expect(bool condition)
    {
        if (!condition)
        {
            throw new JsonException("The record has another shape than the protocol's.");
        }
    }
}
