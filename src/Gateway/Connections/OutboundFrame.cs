using Microsoft.AspNetCore.SignalR;

namespace OrleansChat.Gateway.Connections;

/// <summary>A frame as bytes, made once and shared by every connection that gets it; with what an outbox must know of it once it has to wait.</summary>
/// <param name="Message">What SignalR writes.</param>
/// <param name="Bytes">Its length, for the bounds of outboxes.</param>
internal sealed record OutboundFrame(SerializedHubMessage Message, int Bytes)
{
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
