namespace OrleansChat.Contracts;

/// <summary>Answer of an ordered operation such as <c>Send</c>: where it stands in the room's one order.</summary>
/// <param name="Id">The message's id, made by the server.</param>
/// <param name="Epoch">The room's epoch.</param>
/// <param name="Seq">The message's sequence number in the room; numbers have no gaps within an epoch.</param>
/// <param name="Clock">The room's Lamport clock at this message.</param>
/// <param name="At">When the room accepted it, in Unix milliseconds.</param>
/// <param name="Duplicate">Whether the key was known already: this is then the answer of the first time.</param>
/// <param name="Durability">What the message outlives: <c>memory</c> (this process holds it), <c>replicated</c> or <c>stored</c>.</param>
public sealed record Ack(string Id, long Epoch, long Seq, long Clock, long At, bool Duplicate, string Durability) : Result(true);
