namespace OrleansChat.Contracts;

/// <summary>Argument of <c>Typing</c>.</summary>
/// <param name="Room">Room code.</param>
/// <param name="On">Whether the user is typing; the server ends it by itself after 5 s of silence.</param>
public sealed record TypingRequest(string Room, bool On);
