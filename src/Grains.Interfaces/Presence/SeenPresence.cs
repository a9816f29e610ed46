namespace OrleansChat.Grains.Interfaces;

/// <summary>What a user was to others at some time.</summary>
/// <param name="User">Who.</param>
/// <param name="Presence">What the user was; how many devices there are is not told.</param>
/// <param name="Version">Grows with each change, also over the loss of the presence: the highest is the latest.</param>
[GenerateSerializer, Immutable, Alias("chat.SeenPresence")]
public sealed record SeenPresence([property: Id(0)] UserId User, [property: Id(1)] UserPresence Presence, [property: Id(2)] long Version);
