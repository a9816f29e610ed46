using System.Buffers;
using System.Text;
using System.Text.Json;
using OrleansChat.Contracts;
using OrleansChat.Gateway.Fanout;

namespace OrleansChat.Gateway.Tests.Fanout;

public sealed class QuickJsonTests
{
    private const string Awkward = "<b> & \"q\" \\ \n \u2028 Änn 你 \U0001F600 '\t\u0007";

    [Theory]
    [InlineData("k1")]
    [InlineData(null)]
    [InlineData(Awkward)]
    public void Write_Message_IsWhatTheSerialiserWrites(string? key)
    {
        var message = new MessageFrame(Awkward, long.MaxValue, 6, 7, -8, "5-6", new UserInfo(Awkward, Awkward), Awkward, "text", key);

        Assert.Equal(JsonSerializer.Serialize<Frame>(message, ChatJson.Options), Write(writer => QuickJson.Write(writer, message)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Write_Ack_IsWhatTheSerialiserWrites(bool isDuplicate)
    {
        var ack = new Ack(Awkward, long.MaxValue, 6, 7, -8, isDuplicate, Awkward);

        Assert.Equal(JsonSerializer.Serialize(ack, ChatJson.Options), Write(writer => QuickJson.Write(writer, ack)));
    }

    private static string Write(Action<Utf8JsonWriter> write)
    {
        var output = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = ChatJson.Options.Encoder, SkipValidation = true });
        write(writer);
        writer.Flush();
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
