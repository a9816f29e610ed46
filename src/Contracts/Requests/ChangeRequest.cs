namespace OrleansChat.Contracts;

/// <summary>What every argument that asks for a change of a message has.</summary>
/// <param name="Room">Room code.</param>
/// <param name="Key">The client's idempotency key, as for <c>Send</c>.</param>
/// <param name="Target">The message's id.</param>
/// <param name="Clock">The client's Lamport time, default 0.</param>
/// <param name="Retry">As for <c>Send</c>.</param>
public abstract record ChangeRequest(string Room, string Key, string Target, long? Clock, bool? Retry);
