namespace OrleansChat.Grains.Interfaces;

/// <summary>All that a gateway needs to stand where the room stands.</summary>
[GenerateSerializer, Immutable, Alias("chat.CatchUp")]
public sealed record CatchUp
{
    /// <summary>The activation's epoch.</summary>
    [Id(0)]
    public required long Epoch { get; init; }

    /// <summary>The number of the last event that is contained in this; the next one is this plus one.</summary>
    [Id(1)]
    public required long Head { get; init; }

    /// <summary>The Lamport clock.</summary>
    [Id(2)]
    public required long Clock { get; init; }

    /// <summary>The entries that the room has above the gateway's own head, oldest first; all that it has where the gateway's past is another.</summary>
    [Id(3)]
    public Entry[] Missed { get; init; } = [];

    /// <summary>The numbers above the gateway's head, up to this one, may have been messages that nobody has any more; 0 where nothing is missing.</summary>
    [Id(4)]
    public long MissingUpTo { get; init; }

    /// <summary>Whether members of this gateway were shown a message that the room knows under another number: they must take a fresh view.</summary>
    [Id(5)]
    public bool Diverged { get; init; }

    /// <summary>
    /// Entries at and below the gateway's head that it does not hold, oldest first: others have brought them since. Its members may not have been shown
    /// them, and are told where they stand.
    /// </summary>
    [Id(10)]
    public Entry[] Late { get; init; } = [];

    /// <summary>The room has every entry above this number.</summary>
    [Id(9)]
    public long WholeFrom { get; init; }

    /// <summary>The first members, ordered by user id.</summary>
    [Id(6)]
    public RoomMember[] Members { get; init; } = [];

    /// <summary>How many members there are.</summary>
    [Id(7)]
    public int MemberCount { get; init; }

    /// <summary>Who made the room; null where that is not known.</summary>
    [Id(11)]
    public UserId? Founder { get; init; }

    /// <summary>The epochs that ended before.</summary>
    [Id(8)]
    public EpochEnd[] Ended { get; init; } = [];
}
