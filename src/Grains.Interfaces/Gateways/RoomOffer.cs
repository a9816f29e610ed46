namespace OrleansChat.Grains.Interfaces;

/// <summary>What a gateway holds of a room: with what the others hold, enough for a new activation to go on where the lost one stopped.</summary>
[GenerateSerializer, Immutable, Alias("chat.RoomOffer")]
public sealed record RoomOffer
{
    /// <summary>The gateway.</summary>
    [Id(0)]
    public required GatewayId Gateway { get; init; }

    /// <summary>The highest epoch of the room that the gateway has heard of; an activation with a lower one is not the newest.</summary>
    [Id(1)]
    public long Fence { get; init; }

    /// <summary>The epoch in which the gateway stands; 0 where it stands nowhere.</summary>
    [Id(2)]
    public long Epoch { get; init; }

    /// <summary>Number of the last event that it has passed on to its members.</summary>
    [Id(3)]
    public long Head { get; init; }

    /// <summary>Its tail holds every entry above this number and up to <see cref="Head"/>.</summary>
    [Id(4)]
    public long WholeFrom { get; init; }

    /// <summary>The highest Lamport clock that it knows.</summary>
    [Id(5)]
    public long Clock { get; init; }

    /// <summary>The connections that it holds in the room, and those that are on their way in.</summary>
    [Id(6)]
    public AttachedMember[] Members { get; init; } = [];

    /// <summary>The last entries that it has seen, oldest first, also those that it has not passed on yet.</summary>
    [Id(7)]
    public Entry[] Tail { get; init; } = [];

    /// <summary>The epochs that ended before, each with the last number known of it, oldest first.</summary>
    [Id(8)]
    public EpochEnd[] Ended { get; init; } = [];

    /// <summary>
    /// Entries that it holds as a replica beside its members, who were not shown them, oldest first. They may also be of a life of the room that was
    /// forgotten, where only the word of that was lost.
    /// </summary>
    [Id(9)]
    public Entry[] Spare { get; init; } = [];

    /// <summary>Who made the room; null where the gateway does not know.</summary>
    [Id(10)]
    public UserId? Founder { get; init; }

    /// <summary>The newest activation that the gateway has heard of or stands in.</summary>
    public long NewestEpoch => Math.Max(Fence, Epoch);

    /// <summary>Whether the gateway holds nothing of the room.</summary>
    public bool IsEmpty => Epoch == 0 && Tail.Length == 0 && Array.TrueForAll(Members, member => member.IsJoining);
}
