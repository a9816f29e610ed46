namespace OrleansChat.Grains.Interfaces;

/// <summary>A member began or stopped typing; the latest wins.</summary>
[GenerateSerializer, Immutable, Alias("chat.TypingChanged")]
public sealed record TypingChanged : RoomEvent
{
    /// <summary>Who; gateways do not show it to that user.</summary>
    [Id(0)]
    public required Person Member { get; init; }

    /// <summary>Whether the member is typing.</summary>
    [Id(1)]
    public required bool On { get; init; }
}
