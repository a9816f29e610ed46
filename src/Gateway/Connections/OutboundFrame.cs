using Microsoft.AspNetCore.SignalR;
using OrleansChat.Gateway.Hubs;

namespace OrleansChat.Gateway.Connections;

/// <summary>A frame as bytes, made once and shared by every connection that gets it; with what an outbox must know of it once it has to wait.</summary>
/// <param name="Framed">The record of the hub protocol, with the header in front that makes it a WebSocket message.</param>
/// <param name="HeaderBytes">How long that header is.</param>
internal sealed record OutboundFrame(ReadOnlyMemory<byte> Framed, int HeaderBytes)
{
    private SerializedHubMessage? _message;

    /// <summary>What SignalR writes.</summary>
    public SerializedHubMessage Message => _message ??= new SerializedHubMessage([new SerializedMessage(ChatHubProtocol.JsonName, Framed[HeaderBytes..])]);

    /// <summary>The record's length, for the bounds of outboxes.</summary>
    public int Bytes => Framed.Length - HeaderBytes;

    /// <summary>The frames that are together in this one, in order; empty where it is one. They are written together, and wait one by one.</summary>
    public IReadOnlyList<OutboundFrame> Parts { get; init; } = [];

    public FrameKind Kind { get; init; }

    /// <summary>The normalised code of the room that it is about; empty for <see cref="FrameKind.Connection"/>.</summary>
    public string Room { get; init; } = "";

    /// <summary>Whose signal or receipt it is; empty for all others.</summary>
    public string User { get; init; } = "";

    /// <summary>The epoch of an ordered frame.</summary>
    public long Epoch { get; init; }

    /// <summary>The number of an ordered frame.</summary>
    public long Seq { get; init; }
}
