namespace OrleansChat.Contracts;

/// <summary>What members of a room must know beside its messages. What is absent does not apply.</summary>
/// <param name="IntervalMs">The time between two messages of a member, in milliseconds; it does not bind moderators.</param>
/// <param name="FrozenUntil">Until when nobody below a moderator may say anything, in Unix milliseconds; 0 for as long as the room.</param>
/// <param name="MutedUntil">Until when the user may say nothing himself, in Unix milliseconds; 0 for as long as the room.</param>
public sealed record RoomRules(int? IntervalMs, long? FrozenUntil, long? MutedUntil);
