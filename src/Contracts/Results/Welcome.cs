namespace OrleansChat.Contracts;

/// <summary>Answer of <c>Hello</c>.</summary>
/// <param name="User">Who the server takes this connection for.</param>
/// <param name="ServerTime">The server's clock, in Unix milliseconds.</param>
/// <param name="Limits">The limits in force.</param>
/// <param name="Server">Version and runtime of the server.</param>
/// <param name="TokenExpiresAt">When the access token ends, in Unix milliseconds; the connection is closed then.</param>
/// <param name="Rooms">One outcome for each room that was to be resumed, in the order asked; absent where none was.</param>
public sealed record Welcome(
    UserInfo User, long ServerTime, ChatLimits Limits, ServerInfo Server, long? TokenExpiresAt = null, IReadOnlyList<RoomOutcome>? Rooms = null) : Result(true);
