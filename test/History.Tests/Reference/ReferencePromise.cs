namespace OrleansChat.History.Tests.Reference;

/// <summary>An acknowledgement that waits until the message is replicated.</summary>
internal sealed record ReferencePromise(ReferenceClient Client, long Key, Delivery Message, bool IsDuplicate);
