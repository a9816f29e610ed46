namespace OrleansChat.Grains.Interfaces;

/// <summary>An event with a place in the room's one order.</summary>
[GenerateSerializer, Immutable, Alias("chat.OrderedEvent")]
public abstract record OrderedEvent : RoomEvent
{
    /// <summary>Sequence number; contiguous within the room.</summary>
    [Id(0)]
    public required long Seq { get; init; }

    /// <summary>The room's Lamport clock at this event.</summary>
    [Id(1)]
    public required long Clock { get; init; }

    /// <summary>When the room accepted it, in Unix milliseconds.</summary>
    [Id(2)]
    public required long At { get; init; }
}
