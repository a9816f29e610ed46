namespace OrleansChat.Gateway.Auth;

/// <param name="Ticket">The secret to send as <c>access_token</c>.</param>
/// <param name="ExpiresAt">When it ends, Unix ms.</param>
internal sealed record TicketAnswer(string Ticket, long ExpiresAt);
