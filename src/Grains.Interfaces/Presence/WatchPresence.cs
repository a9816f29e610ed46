namespace OrleansChat.Grains.Interfaces;

/// <summary>Asks to be told of a user's presence from now on.</summary>
/// <param name="Gateway">The gateway that asks.</param>
/// <param name="Number">Which time it is that this gateway asks; a later one takes the place of an earlier one.</param>
/// <param name="Watcher">Where it wants to be told.</param>
[GenerateSerializer, Immutable, Alias("chat.WatchPresence")]
public sealed record WatchPresence([property: Id(0)] GatewayId Gateway, [property: Id(1)] long Number, [property: Id(2)] IPresenceWatcher Watcher);
