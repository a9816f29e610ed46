namespace OrleansChat.Grains.Interfaces;

/// <summary>What a connection has last said of its user.</summary>
/// <param name="IsAway">Whether nobody is at this device.</param>
/// <param name="Choice">What the user chose there.</param>
[GenerateSerializer, Immutable, Alias("chat.DevicePresence")]
public sealed record DevicePresence([property: Id(0)] bool IsAway, [property: Id(1)] PresenceChoice Choice)
{
    /// <summary>Of a connection that has said nothing.</summary>
    public static DevicePresence Silent { get; } = new(IsAway: false, PresenceChoice.None);
}
