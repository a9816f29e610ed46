namespace OrleansChat.Client;

/// <summary>
/// Everything was replaced, because what was missed cannot be told one by one, or because the reader of the changes was too slow for them: read
/// <see cref="ChatRoom.Messages"/>, <see cref="ChatRoom.Members"/> and the rest anew.
/// </summary>
public sealed record RoomReplaced : RoomChange;
