namespace OrleansChat.Gateway.Auth;

/// <param name="Holder">Whom it lets in, with the end of the token that it was given for.</param>
/// <param name="ExpiresAt">When the ticket itself ends.</param>
internal sealed record ConnectionTicket(AuthenticatedUser Holder, DateTimeOffset ExpiresAt);
