using OrleansChat.Contracts;

namespace OrleansChat.Client;

/// <summary>Something was decided about a member or the room. If it is that this user must leave, <see cref="RoomClosed"/> follows.</summary>
/// <param name="Frame">What, about whom, by whom and until when.</param>
public sealed record Moderated(ModeratedFrame Frame) : RoomChange;
