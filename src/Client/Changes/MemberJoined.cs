using OrleansChat.Contracts;

namespace OrleansChat.Client;

/// <summary>A user joined the room.</summary>
/// <param name="Member">Who.</param>
public sealed record MemberJoined(MemberInfo Member) : RoomChange;
