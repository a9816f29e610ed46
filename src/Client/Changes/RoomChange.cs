namespace OrleansChat.Client;

/// <summary>
/// Something that changed in a room, as <see cref="ChatRoom.ReadChanges"/> tells it: one of the records derived from this. Ignore one that you do not know.
/// </summary>
public abstract record RoomChange;
