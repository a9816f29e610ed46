namespace OrleansChat.Grains.Interfaces;

/// <summary>A new activation has taken the room over; for one gateway, since each has its own head to catch up from.</summary>
[GenerateSerializer, Immutable, Alias("chat.EpochBegan")]
public sealed record EpochBegan : RoomEvent
{
    /// <summary>What the gateway needs to follow.</summary>
    [Id(0)]
    public required CatchUp CatchUp { get; init; }
}
