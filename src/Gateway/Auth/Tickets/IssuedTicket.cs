namespace OrleansChat.Gateway.Auth;

internal sealed record IssuedTicket(string Secret, DateTimeOffset ExpiresAt);
