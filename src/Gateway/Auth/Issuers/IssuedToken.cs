namespace OrleansChat.Gateway.Auth;

internal sealed record IssuedToken(string Text, DateTimeOffset ExpiresAt);
