using OrleansChat.Contracts;

namespace OrleansChat.LoadTest.Scenarios;

/// <summary>What became of one send.</summary>
/// <param name="BeganAt">Microseconds, before the bytes left.</param>
/// <param name="EndedAt">Microseconds, when the answer was there, or when it was clear that none would come.</param>
/// <param name="Refusal">Why it was refused; null where it was accepted, or where nobody knows.</param>
/// <param name="IsAccepted">Whether the server took it.</param>
internal readonly record struct SendOutcome(long BeganAt, long EndedAt, bool IsAccepted, ChatError? Refusal = null);
