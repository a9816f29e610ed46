namespace OrleansChat.Contracts;

/// <summary>The request was refused, and nothing was changed.</summary>
/// <param name="Error">Why, and what to do.</param>
public sealed record Refusal(ChatError Error) : Result(false);
