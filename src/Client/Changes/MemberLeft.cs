using OrleansChat.Contracts;

namespace OrleansChat.Client;

/// <summary>A user left the room.</summary>
/// <param name="User">Who.</param>
/// <param name="Reason"><c>left</c>, <c>disconnected</c> or <c>removed</c>.</param>
public sealed record MemberLeft(UserInfo User, string Reason) : RoomChange;
