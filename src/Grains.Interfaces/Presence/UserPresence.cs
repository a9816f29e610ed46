namespace OrleansChat.Grains.Interfaces;

/// <summary>A user's presence, as the one sees it who asked.</summary>
/// <param name="Status">What the user is; <see cref="PresenceStatus.Invisible"/> is seen by the user alone.</param>
/// <param name="Devices">How many connections the user holds; 0 where the user is offline to who asked.</param>
/// <param name="LastSeen">When the user went offline to who asked, in Unix milliseconds; null where the user is there, or was not seen since.</param>
/// <param name="Text">A few words that the user has chosen; empty for none.</param>
[GenerateSerializer, Immutable, Alias("chat.UserPresence")]
public sealed record UserPresence(
    [property: Id(0)] PresenceStatus Status,
    [property: Id(1)] int Devices,
    [property: Id(2)] long? LastSeen,
    [property: Id(3)] string Text = "");
