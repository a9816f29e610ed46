using OrleansChat.Contracts;

namespace OrleansChat.Client;

/// <summary>A message is new in the room's list.</summary>
/// <param name="Message">The message; its <c>Seq</c> is its place.</param>
/// <param name="Late">Whether it belongs before messages that were told earlier; otherwise it is the newest.</param>
public sealed record MessageAdded(MessageFrame Message, bool Late) : RoomChange;
