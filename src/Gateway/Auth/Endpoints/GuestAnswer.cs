using OrleansChat.Contracts;

namespace OrleansChat.Gateway.Auth;

/// <param name="Token">The access token.</param>
/// <param name="User">Whose it is.</param>
/// <param name="ExpiresAt">When it ends, Unix ms.</param>
internal sealed record GuestAnswer(string Token, UserInfo User, long ExpiresAt);
