using OrleansChat.Contracts;

namespace OrleansChat.Gateway.Auth;

/// <summary>Who a token or a ticket speaks for, and until when.</summary>
internal sealed record AuthenticatedUser(UserInfo User, DateTimeOffset ExpiresAt);
