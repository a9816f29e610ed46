using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using OrleansChat.Contracts;

namespace OrleansChat.Simulation.Clients;

/// <summary>Reads the bytes that gateways write, once however many clients get them.</summary>
internal sealed class FrameDecoder : IHubProtocol
{
    private readonly Dictionary<SerializedHubMessage, IReadOnlyList<Frame>> _known = [];

    /// <summary>By this name the bytes are found; serialising anew is what a gateway must not do.</summary>
    public string Name => "json";

    public int Version => 1;

    public TransferFormat TransferFormat => TransferFormat.Text;

    public IReadOnlyList<Frame> Decode(SerializedHubMessage message)
    {
        if (!_known.TryGetValue(message, out var frames))
        {
            _known.Add(message, frames = Read(message.GetSerializedMessage(this).Span));
        }

        return frames;
    }

    public bool IsVersionSupported(int version) => true;

    public ReadOnlyMemory<byte> GetMessageBytes(HubMessage message) => throw new NotSupportedException("A frame was not serialised once for all.");

    public void WriteMessage(HubMessage message, IBufferWriter<byte> output) => throw new NotSupportedException();

    public bool TryParseMessage(ref ReadOnlySequence<byte> input, IInvocationBinder binder, [NotNullWhen(true)] out HubMessage? message) =>
        throw new NotSupportedException();

    private static List<Frame> Read(ReadOnlySpan<byte> record)
    {
        var frames = new List<Frame>();
        var reader = new Utf8JsonReader(record[..^1]);
        var depth = 0;
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.StartArray)
            {
                depth++;
            }
            else if (depth == 2 && reader.TokenType == JsonTokenType.StartObject)
            {
                frames.Add(JsonSerializer.Deserialize<Frame>(ref reader, ChatJson.Options)!);
            }
        }

        return frames;
    }
}
