using Microsoft.AspNetCore.SignalR;

namespace OrleansChat.Gateway.Connections;

/// <summary>A frame as bytes, made once and shared by every connection that gets it.</summary>
/// <param name="Message">What SignalR writes.</param>
/// <param name="Bytes">Its length, for the bounds of outboxes.</param>
internal sealed record OutboundFrame(SerializedHubMessage Message, int Bytes);
