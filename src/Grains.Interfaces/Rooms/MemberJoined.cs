namespace OrleansChat.Grains.Interfaces;

/// <summary>A user joined with the first of that user's connections.</summary>
[GenerateSerializer, Immutable, Alias("chat.MemberJoined")]
public sealed record MemberJoined : OrderedEvent
{
    /// <summary>Who.</summary>
    [Id(0)]
    public required Person Member { get; init; }

    /// <summary>How many members there are now.</summary>
    [Id(1)]
    public required int MemberCount { get; init; }

    /// <summary>What he may do in the room.</summary>
    [Id(2)]
    public RoomRole Role { get; init; }
}
