namespace OrleansChat.Client.Sync;

/// <summary>What is asked of a room, under one key however often.</summary>
/// <param name="Key">The idempotency key.</param>
/// <param name="Method">The hub's method.</param>
/// <param name="Request">Its argument, made for each attempt of the Lamport time that was seen, and true where an earlier attempt has no certain outcome, else null.</param>
internal sealed record OutboxCall(string Key, string Method, Func<long, bool?, object> Request);
