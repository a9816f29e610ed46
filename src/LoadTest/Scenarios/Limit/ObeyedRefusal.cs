namespace OrleansChat.LoadTest.Scenarios.Limit;

/// <summary>A refusal whose wait was kept, with all other connections silent.</summary>
/// <param name="Connection">Whose.</param>
/// <param name="RetryAfterMs">How long it said to wait.</param>
/// <param name="IsAccepted">Whether the next send, right after that time, was accepted.</param>
/// <param name="Answer">The code that it was answered, where it was not.</param>
internal sealed record ObeyedRefusal(int Connection, long RetryAfterMs, bool IsAccepted, string? Answer);
