using OrleansChat.Contracts;

namespace OrleansChat.Client;

/// <summary>The client is no longer in the room, and does not come back by itself. It is the last change.</summary>
/// <param name="Error">Why the server did not let it in again; null where the room was left or forgotten, or the client was closed.</param>
public sealed record RoomClosed(ChatError? Error) : RoomChange;
