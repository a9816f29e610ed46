namespace OrleansChat.Domain.Tests.Rooms;

/// <summary>One random thing that happens to a room. What a number means depends on the action.</summary>
internal sealed record RoomStep(RoomAction Action, int User, int Gateway, int Choice, long Number);
