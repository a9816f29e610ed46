using OrleansChat.Contracts;

namespace OrleansChat.Client;

/// <summary>Answer of a guest's sign-in.</summary>
/// <param name="Token">The access token, for <see cref="ChatConnection.ConnectAsync"/> and for tickets.</param>
/// <param name="User">Who the server made the guest.</param>
/// <param name="ExpiresAt">When the token ends, in Unix milliseconds.</param>
public sealed record GuestSession(string Token, UserInfo User, long ExpiresAt);
