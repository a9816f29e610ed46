using System.Text.Json.Serialization;

namespace OrleansChat.Contracts;

/// <summary>A message. It names its type also where it stands in a list of messages alone, so that every message looks the same on the wire.</summary>
/// <param name="Room">The normalised room code.</param>
/// <param name="Epoch">The room's epoch.</param>
/// <param name="Seq">Sequence number in the room.</param>
/// <param name="Clock">Lamport time.</param>
/// <param name="At">When the room accepted it, in Unix milliseconds.</param>
/// <param name="Id">The message's id, made by the server.</param>
/// <param name="From">The author.</param>
/// <param name="Body">The text as it was sent: plain text, never HTML.</param>
/// <param name="Kind">What the body is: <c>text</c>.</param>
/// <param name="Key">The author's idempotency key; present only for the author.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(MessageFrame), "message")]
public record MessageFrame(
    string Room, long Epoch, long Seq, long Clock, long At,
    string Id, UserInfo From, string Body, string Kind, string? Key = null) : OrderedFrame(Room, Epoch, Seq, Clock, At);
