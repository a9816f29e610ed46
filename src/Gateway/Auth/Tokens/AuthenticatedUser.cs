using OrleansChat.Contracts;
using OrleansChat.Grains.Interfaces;

namespace OrleansChat.Gateway.Auth;

/// <summary>Who a token or a ticket speaks for, until when, and what he may do in any room.</summary>
internal sealed record AuthenticatedUser(UserInfo User, DateTimeOffset ExpiresAt, RoomRole Role = RoomRole.Member);
