namespace OrleansChat.Contracts;

/// <summary>The last frame of a connection that the server ends.</summary>
/// <param name="Code">Why: one of <see cref="ChatErrorCode"/>.</param>
/// <param name="Message">Why, in a plain sentence.</param>
/// <param name="Action"><c>fresh</c>: connect anew and join again; <c>stop</c>: do not come back by yourself.</param>
public sealed record ByeFrame(string Code, string Message, string Action) : Frame;
