namespace OrleansChat.Client;

/// <summary>Where a <see cref="ChatClient"/> stands, and why.</summary>
/// <param name="State">Where it stands.</param>
/// <param name="Reason">Why, in a plain sentence; null where there is nothing to say.</param>
/// <param name="RetryIn">How long it waits before the next attempt or the move; null where it does not wait.</param>
public sealed record ChatStatus(ChatState State, string? Reason = null, TimeSpan? RetryIn = null);
