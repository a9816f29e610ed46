namespace OrleansChat.Grains.Interfaces;

/// <summary>What a gateway learns when it attaches.</summary>
/// <param name="Epoch">The activation's epoch.</param>
/// <param name="Head">Sequence number of the last event.</param>
/// <param name="Complete">Whether <paramref name="Missed"/> holds every message after the gateway's position; otherwise its members must join again.</param>
/// <param name="Missed">Messages after the gateway's position, oldest first.</param>
[GenerateSerializer, Immutable, Alias("chat.RoomAttached")]
public sealed record RoomAttached(
    [property: Id(0)] long Epoch,
    [property: Id(1)] long Head,
    [property: Id(2)] bool Complete,
    [property: Id(3)] MessagePosted[] Missed);
