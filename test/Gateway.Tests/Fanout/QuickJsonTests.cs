using System.Buffers;
using System.Text.Json;
using OrleansChat.Contracts;
using OrleansChat.Gateway.Fanout;
using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Gateway.Tests.Fanout;

public sealed class QuickJsonTests
{
    private const string Awkward = "<b> & \"q\" \\ \n \u2028 Änn 你 \U0001F600 '\t\u0007";

    [Theory]
    [InlineData("k1", false, "", false)]
    [InlineData(Awkward, false, "", false)]
    [InlineData("k1", true, Awkward, false)]
    [InlineData("k1", true, "", true)]
    [InlineData("k1", false, "", true)]
    public void Write_Message_IsWhatTheSerialiserWrites(string key, bool answers, string quoted, bool names)
    {
        var message = new MessagePosted
        {
            ReplyTo = answers ? new Quote(new Position(1, 2), new Person(new UserId(Awkward), Awkward), quoted) : null,
            Mentions = names ? [new UserId(Awkward), new UserId("bob")] : null,
            Room = RoomId.Parse("A.B-C"), Epoch = long.MaxValue, Seq = long.MinValue, Clock = 7, At = -8, From = new Person(new UserId(Awkward), Awkward), Body = Awkward, Key = key,
        };
        Range forAuthor = default;

        var json = Write(writer => forAuthor = QuickJson.Write(writer, message));

        Assert.Equal(JsonSerializer.SerializeToUtf8Bytes<Frame>(Frames.Of(message, withKey: true), ChatJson.Options), json);
        byte[] forOthers = [.. json[..forAuthor.Start], .. json[forAuthor.End..]];
        Assert.Equal(JsonSerializer.SerializeToUtf8Bytes<Frame>(Frames.Of(message, withKey: false), ChatJson.Options), forOthers);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Write_Ack_IsWhatTheSerialiserWrites(bool isDuplicate)
    {
        var ack = new Ack(Awkward, long.MaxValue, 6, 7, -8, isDuplicate, Awkward);

        Assert.Equal(JsonSerializer.SerializeToUtf8Bytes(ack, ChatJson.Options), Write(writer => QuickJson.Write(writer, ack)));
    }

    private static byte[] Write(Action<Utf8JsonWriter> write)
    {
        var output = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = ChatJson.Options.Encoder, SkipValidation = true });
        write(writer);
        writer.Flush();
        return output.WrittenSpan.ToArray();
    }
}
