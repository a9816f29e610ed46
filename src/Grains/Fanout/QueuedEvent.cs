namespace OrleansChat.Grains.Fanout;

/// <summary>An event that waits for its gateway, with who wants to know whether the gateway kept it.</summary>
internal readonly record struct QueuedEvent(RoomEvent Event, Confirmation? Confirmation);
