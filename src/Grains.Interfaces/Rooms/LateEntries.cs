namespace OrleansChat.Grains.Interfaces;

/// <summary>
/// A gateway that could not be asked when the room was activated has brought entries of the time before: they stand in the order where their
/// numbers say, and whoever has passed that place already can fetch them.
/// </summary>
[GenerateSerializer, Immutable, Alias("chat.LateEntries")]
public sealed record LateEntries : RoomEvent
{
    /// <summary>The lowest number among them.</summary>
    [Id(0)]
    public required long From { get; init; }

    /// <summary>The highest number among them.</summary>
    [Id(1)]
    public required long To { get; init; }

    /// <summary>The entries, oldest first.</summary>
    [Id(2)]
    public required Entry[] Entries { get; init; }
}
