namespace OrleansChat.Client.Sync;

/// <summary>
/// A call that a <see cref="RoomView"/> needs. The need stands until the call's answer has been applied, or something else has settled it; so a
/// call that was lost with its connection is simply made again.
/// </summary>
/// <param name="Call">Which call.</param>
/// <param name="At">Not before this time.</param>
/// <param name="After">Of <c>Fetch</c>: messages after this number, to close a hole.</param>
/// <param name="Before">Of <c>Fetch</c>: messages before this number, to search a gap from its end; such a request is never refused as too old.</param>
internal sealed record RoomNeed(RoomCall Call, DateTimeOffset At, long? After = null, long? Before = null);
