namespace OrleansChat.Contracts;

/// <summary>The last frame of a connection that the server ends.</summary>
/// <param name="Code">Why: one of <see cref="ChatErrorCode"/>.</param>
/// <param name="Message">Why, in a plain sentence.</param>
/// <param name="Action">
/// <c>resume</c>: connect anew and resume; <c>fresh</c>: connect anew and join again; <c>stop</c>: do not come back by yourself.
/// </param>
/// <param name="RetryAfterMs">How long to wait before connecting anew, in milliseconds; absent where the client's own pause will do.</param>
public sealed record ByeFrame(string Code, string Message, string Action, long? RetryAfterMs = null) : Frame;
