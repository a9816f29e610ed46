namespace OrleansChat.Grains.Interfaces;

/// <summary>A user left with the last of that user's connections.</summary>
[GenerateSerializer, Immutable, Alias("chat.MemberLeft")]
public sealed record MemberLeft : OrderedEvent
{
    /// <summary>Who.</summary>
    [Id(0)]
    public required Person Member { get; init; }

    /// <summary>Why.</summary>
    [Id(1)]
    public required LeaveReason Reason { get; init; }

    /// <summary>How many members there are now.</summary>
    [Id(2)]
    public required int MemberCount { get; init; }
}
