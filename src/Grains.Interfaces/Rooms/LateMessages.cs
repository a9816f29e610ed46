namespace OrleansChat.Grains.Interfaces;

/// <summary>
/// A gateway that could not be asked when the room was activated has brought messages of the time before: they stand in the order where their
/// numbers say, and whoever has passed that place already can fetch them.
/// </summary>
[GenerateSerializer, Immutable, Alias("chat.LateMessages")]
public sealed record LateMessages : RoomEvent
{
    /// <summary>The lowest number among them.</summary>
    [Id(0)]
    public required long From { get; init; }

    /// <summary>The highest number among them.</summary>
    [Id(1)]
    public required long To { get; init; }

    /// <summary>The messages, oldest first.</summary>
    [Id(2)]
    public required MessagePosted[] Messages { get; init; }
}
