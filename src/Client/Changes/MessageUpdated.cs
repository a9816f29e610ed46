using OrleansChat.Contracts;

namespace OrleansChat.Client;

/// <summary>A message was edited, deleted, pinned, or somebody reacted to it.</summary>
/// <param name="Message">The message as it is now, in the place of the one with the same <c>Seq</c>.</param>
public sealed record MessageUpdated(MessageFrame Message) : RoomChange;
