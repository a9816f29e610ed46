namespace OrleansChat.Contracts;

/// <summary>The codes that <see cref="ChatError.Code"/> can hold. They are strings so that an older client meets a newer code without failing.</summary>
public static class ChatErrorCode
{
    /// <summary>The request has a missing, malformed or unknown part; the message says which and what to change.</summary>
    public const string BadRequest = "BAD_REQUEST";

    /// <summary>A body, a frame or a list is over its limit; <see cref="ChatError.Limit"/> is that limit.</summary>
    public const string TooLarge = "TOO_LARGE";

    /// <summary>No access token, or one that is not valid here.</summary>
    public const string Unauthenticated = "UNAUTHENTICATED";

    /// <summary>The access token was valid and is over; fetch a new one.</summary>
    public const string TokenExpired = "TOKEN_EXPIRED";

    /// <summary>The user is not in that room (or there is no such room: the two answer alike).</summary>
    public const string NotAMember = "NOT_A_MEMBER";

    /// <summary>The user may not do this.</summary>
    public const string Forbidden = "FORBIDDEN";

    /// <summary>The user was banned from the room; <see cref="ChatError.RetryAfterMs"/> says for how long, where that is limited.</summary>
    public const string Banned = "BANNED";

    /// <summary>The user may say nothing in the room; <see cref="ChatError.RetryAfterMs"/> says for how long, where that is limited.</summary>
    public const string Muted = "MUTED";

    /// <summary>Nobody but those who moderate the room may say anything now.</summary>
    public const string RoomFrozen = "ROOM_FROZEN";

    /// <summary>The room takes one message of each member in a given time; the next one after <see cref="ChatError.RetryAfterMs"/>.</summary>
    public const string SlowMode = "SLOW_MODE";

    /// <summary>The room has as many members as it may have.</summary>
    public const string RoomFull = "ROOM_FULL";

    /// <summary>The key was used for something else; use a new key.</summary>
    public const string KeyReused = "KEY_REUSED";

    /// <summary>The message was edited since; show the user what it says now.</summary>
    public const string VersionConflict = "VERSION_CONFLICT";

    /// <summary>The message was deleted, or is older than what the room keeps.</summary>
    public const string TargetGone = "TARGET_GONE";

    /// <summary>A rate limit is used up; try again after <see cref="ChatError.RetryAfterMs"/>.</summary>
    public const string RateLimited = "RATE_LIMITED";

    /// <summary>Too much at once for this server or connection; try again later.</summary>
    public const string Overloaded = "OVERLOADED";

    /// <summary>The asked range is older than what the room keeps.</summary>
    public const string RangeEvicted = "RANGE_EVICTED";

    /// <summary>The server is shutting down; connect again and retry with the same key.</summary>
    public const string Draining = "DRAINING";

    /// <summary>The room could not be reached; the outcome is unknown, retry with the same key.</summary>
    public const string Unavailable = "UNAVAILABLE";

    /// <summary>A fault of the server.</summary>
    public const string Internal = "INTERNAL";
}
