namespace OrleansChat.Contracts;

/// <summary>Argument of <c>Join</c> and element of the argument of <c>JoinMany</c>.</summary>
/// <param name="Room">Room code; trimmed and upper-cased by the server, 1–64 of <c>A–Z 0–9 - _ .</c>.</param>
/// <param name="History">How many of the last messages to answer, 0–100; default 100.</param>
public sealed record JoinRequest(string Room, int? History = null);
