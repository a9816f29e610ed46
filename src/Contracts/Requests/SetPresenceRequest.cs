namespace OrleansChat.Contracts;

/// <summary>Argument of <c>SetPresence</c>.</summary>
/// <param name="Status">
/// <c>online</c>, <c>away</c>, <c>busy</c> or <c>invisible</c>. <c>away</c> is of this connection alone, and the user is away when all are; the others are
/// of the user, and stay when the connection ends.
/// </param>
/// <param name="Text">A few words beside it, at most 140 characters; empty takes them away, and without it they stay.</param>
public sealed record SetPresenceRequest(string Status, string? Text = null);
