using System.Buffers;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace OrleansChat.Grains.Tests.Gateways;

/// <summary>The name by which serialised messages are looked up; whoever must serialise again has missed the point.</summary>
internal sealed class NamedJson : IHubProtocol
{
    public static NamedJson Instance { get; } = new();

    public string Name => "json";

    public int Version => 1;

    public TransferFormat TransferFormat => TransferFormat.Text;

    public ReadOnlyMemory<byte> GetMessageBytes(HubMessage message) => throw new InvalidOperationException("A frame was not serialised once.");

    public bool IsVersionSupported(int version) => true;

    public bool TryParseMessage(
        ref ReadOnlySequence<byte> input, IInvocationBinder binder, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out HubMessage? message) =>
        throw new NotSupportedException();

    public void WriteMessage(HubMessage message, IBufferWriter<byte> output) => throw new NotSupportedException();
}
