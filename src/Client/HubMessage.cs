using System.Buffers;
using System.Text.Json;

namespace OrleansChat.Client;

/// <summary>The messages that a client writes in SignalR's JSON hub protocol; each ends with a record separator.</summary>
internal static class HubMessage
{
    public const byte Separator = 0x1e;

    public static ReadOnlyMemory<byte> Handshake { get; } = "{\"protocol\":\"json\",\"version\":1}\u001e"u8.ToArray();

    public static ReadOnlyMemory<byte> Ping { get; } = "{\"type\":6}\u001e"u8.ToArray();

    public static ReadOnlyMemory<byte> Invocation(string invocationId, string target, object?[] arguments)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = HubJson.Options.Encoder }))
        {
            writer.WriteStartObject();
            writer.WriteNumber("type", 1);
            writer.WriteString("invocationId", invocationId);
            writer.WriteString("target", target);
            writer.WriteStartArray("arguments");
            foreach (var argument in arguments)
            {
                JsonSerializer.Serialize(writer, argument, argument?.GetType() ?? typeof(object), HubJson.Options);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        buffer.Write([Separator]);
        return buffer.WrittenMemory;
    }
}
