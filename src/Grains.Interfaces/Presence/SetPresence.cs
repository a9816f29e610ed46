namespace OrleansChat.Grains.Interfaces;

/// <summary>Says what a user wants to be.</summary>
/// <param name="Connection">The device that says so.</param>
/// <param name="Status">Any but <see cref="PresenceStatus.Offline"/>. <see cref="PresenceStatus.Away"/> is of this device alone; the others are of the user.</param>
/// <param name="Text">A few words beside it; empty for none, null to leave what there is.</param>
[GenerateSerializer, Immutable, Alias("chat.SetPresence")]
public sealed record SetPresence([property: Id(0)] ConnectionId Connection, [property: Id(1)] PresenceStatus Status, [property: Id(2)] string? Text);
