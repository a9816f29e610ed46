namespace OrleansChat.Grains.Interfaces;

/// <summary>Something that happened in a room, on its way to the gateways that have members there.</summary>
[GenerateSerializer, Immutable, Alias("chat.RoomEvent")]
public abstract record RoomEvent
{
    /// <summary>The room.</summary>
    [Id(0)]
    public required RoomId Room { get; init; }

    /// <summary>The activation that made it: gateways drop live events of an epoch below the highest that they have seen.</summary>
    [Id(1)]
    public required long Epoch { get; init; }
}
