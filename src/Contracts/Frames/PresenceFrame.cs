namespace OrleansChat.Contracts;

/// <summary>What a user whom this connection watches is to others. The highest version is the latest, in whatever order they come.</summary>
/// <param name="User">Who.</param>
/// <param name="Status"><c>online</c>, <c>away</c>, <c>busy</c> or <c>offline</c>.</param>
/// <param name="Text">A few words that the user has set; empty for none.</param>
/// <param name="LastSeen">When the user went, in Unix milliseconds; null where the user is here, or was not seen since.</param>
/// <param name="Version">Grows with each change of this user.</param>
public sealed record PresenceFrame(string User, string Status, string Text, long? LastSeen, long Version) : Frame;
