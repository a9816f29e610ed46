namespace OrleansChat.Contracts;

/// <summary>What a user is to others.</summary>
/// <param name="User">Who.</param>
/// <param name="Status"><c>online</c>, <c>away</c>, <c>busy</c> or <c>offline</c>.</param>
/// <param name="Text">A few words that the user has set; empty for none.</param>
/// <param name="LastSeen">When the user went, in Unix milliseconds; null where the user is here, or was not seen since.</param>
/// <param name="Version">The highest that a client has of a user is the latest, in whatever order they come.</param>
public sealed record PresenceInfo(string User, string Status, string Text, long? LastSeen, long Version);
