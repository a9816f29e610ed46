namespace OrleansChat.Client;

/// <summary>The list of members was replaced as a whole; read <see cref="ChatRoom.Members"/>.</summary>
public sealed record MembersReplaced : RoomChange;
