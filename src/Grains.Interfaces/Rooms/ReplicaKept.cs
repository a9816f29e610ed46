namespace OrleansChat.Grains.Interfaces;

/// <summary>Asks a gateway without members in the room to hold these entries, so that they survive the loss of the room's process.</summary>
[GenerateSerializer, Immutable, Alias("chat.ReplicaKept")]
public sealed record ReplicaKept : RoomEvent
{
    /// <summary>The entries, oldest first.</summary>
    [Id(0)]
    public required Entry[] Entries { get; init; }

    /// <summary>With what the gateway holds already, these are all entries above this number.</summary>
    [Id(1)]
    public required long WholeFrom { get; init; }

    /// <summary>Who made the room; null where that is not known.</summary>
    [Id(3)]
    public UserId? Founder { get; init; }

    /// <summary>The room's Lamport clock.</summary>
    [Id(2)]
    public required long Clock { get; init; }
}
