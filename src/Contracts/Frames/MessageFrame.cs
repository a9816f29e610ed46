using System.Text.Json.Serialization;

namespace OrleansChat.Contracts;

/// <summary>
/// A message, with what was done to it up to now where it stands in an answer. It names its type also where it stands in a list of messages alone, so that every message looks the same on
/// the wire.
/// </summary>
/// <param name="Room">The normalised room code.</param>
/// <param name="Epoch">The room's epoch.</param>
/// <param name="Seq">Sequence number in the room.</param>
/// <param name="Clock">Lamport time.</param>
/// <param name="At">When the room accepted it, in Unix milliseconds.</param>
/// <param name="Id">The message's id, made by the server.</param>
/// <param name="From">The author.</param>
/// <param name="Body">The text as it was sent, or as it was edited since: plain text, never HTML; empty where the message was deleted.</param>
/// <param name="Kind">What the body is: <c>text</c>.</param>
/// <param name="Key">The author's idempotency key; present only for the author.</param>
/// <param name="Version">The number of its last edit; absent where it was never edited.</param>
/// <param name="Deleted">Whether it was deleted; else absent.</param>
/// <param name="Pinned">Whether it is pinned; else absent.</param>
/// <param name="Reactions">What members say to it, in the order in which the first of each emoji came; absent where there is nothing.</param>
/// <param name="Rev">The number of the last change that is contained in this: only later ones are to be applied to it. Absent where there is none.</param>
/// <param name="ReplyTo">What it answers; absent for nothing.</param>
/// <param name="Mentions">Ids of the members who are named in it; absent for nobody.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(MessageFrame), "message")]
public record MessageFrame(
    string Room, long Epoch, long Seq, long Clock, long At,
    string Id, UserInfo From, string Body, string Kind, string? Key = null,
    long? Version = null, bool? Deleted = null, bool? Pinned = null, IReadOnlyList<ReactionInfo>? Reactions = null, long? Rev = null,
    QuoteInfo? ReplyTo = null, IReadOnlyList<string>? Mentions = null) : OrderedFrame(Room, Epoch, Seq, Clock, At)
{
    /// <summary>What is left of the message once it was deleted.</summary>
    /// <param name="rev">The deletion's number.</param>
    public MessageFrame WithoutContent(long rev) =>
        this with { Body = string.Empty, Deleted = true, Version = null, Pinned = null, Reactions = null, ReplyTo = null, Mentions = null, Rev = rev };
}
