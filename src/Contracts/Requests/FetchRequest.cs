namespace OrleansChat.Contracts;

/// <summary>Argument of <c>Fetch</c>: messages before or after a sequence number, or the newest ones where neither is given.</summary>
/// <param name="Room">Room code.</param>
/// <param name="Before">Messages with a lower sequence number than this, the nearest ones first to be taken.</param>
/// <param name="After">Messages with a higher sequence number than this; not together with <paramref name="Before"/>.</param>
/// <param name="Limit">How many at the most, 1–100; default 50.</param>
public sealed record FetchRequest(string Room, long? Before = null, long? After = null, int? Limit = null);
