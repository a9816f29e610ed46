namespace OrleansChat.Client;

/// <summary>A short-lived stand-in for an access token that opens one connection, so that the token itself stays out of addresses.</summary>
/// <param name="Ticket">What to connect with, once.</param>
/// <param name="ExpiresAt">When the ticket ends, in Unix milliseconds.</param>
public sealed record ConnectionTicket(string Ticket, long ExpiresAt);
