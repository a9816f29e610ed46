using OrleansChat.Contracts;

namespace OrleansChat.Client;

/// <summary>Someone else began or stopped typing.</summary>
/// <param name="User">Who.</param>
/// <param name="On">Whether the user is typing now.</param>
public sealed record TypingChanged(UserInfo User, bool On) : RoomChange;
