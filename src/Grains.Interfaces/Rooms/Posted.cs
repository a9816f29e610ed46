namespace OrleansChat.Grains.Interfaces;

/// <summary>Where an accepted message stands.</summary>
/// <param name="MessageId">The message's id.</param>
/// <param name="Epoch">The epoch in which it was accepted.</param>
/// <param name="Seq">Its sequence number.</param>
/// <param name="Clock">The room's Lamport clock at the message.</param>
/// <param name="At">When it was accepted, in Unix milliseconds.</param>
/// <param name="Duplicate">Whether the key was known already.</param>
/// <param name="Replicated">Whether a second process holds the message.</param>
[GenerateSerializer, Immutable, Alias("chat.Posted")]
public sealed record Posted(
    [property: Id(0)] string MessageId,
    [property: Id(1)] long Epoch,
    [property: Id(2)] long Seq,
    [property: Id(3)] long Clock,
    [property: Id(4)] long At,
    [property: Id(5)] bool Duplicate,
    [property: Id(6)] bool Replicated = false);
