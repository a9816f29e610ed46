namespace OrleansChat.Contracts;

/// <summary>The request was done and has nothing more to say (<c>Leave</c>, <c>Typing</c>, <c>MarkRead</c>).</summary>
public sealed record Done() : Result(true);
