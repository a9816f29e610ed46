namespace OrleansChat.Grains.Interfaces;

/// <summary>What a user wants to be while connected, from whatever device. The newest wins, so that a presence which was lost can be told again by all gateways in any order.</summary>
/// <param name="Status"><see cref="PresenceStatus.Online"/>, <see cref="PresenceStatus.Busy"/> or <see cref="PresenceStatus.Invisible"/>.</param>
/// <param name="Text">A few words beside it; empty for none.</param>
/// <param name="At">When it was chosen, in Unix milliseconds; 0 where the user never chose.</param>
[GenerateSerializer, Immutable, Alias("chat.PresenceChoice")]
public sealed record PresenceChoice([property: Id(0)] PresenceStatus Status, [property: Id(1)] string Text, [property: Id(2)] long At)
{
    /// <summary>Of a user who never chose.</summary>
    public static PresenceChoice None { get; } = new(PresenceStatus.Online, "", 0);
}
