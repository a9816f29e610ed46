namespace OrleansChat.Grains.Interfaces;

/// <summary>A member has read further; the latest wins.</summary>
[GenerateSerializer, Immutable, Alias("chat.ReadMoved")]
public sealed record ReadMoved : RoomEvent
{
    /// <summary>Who.</summary>
    [Id(0)]
    public required UserId User { get; init; }

    /// <summary>Sequence number of the last message that the member has seen.</summary>
    [Id(1)]
    public required long Seq { get; init; }
}
