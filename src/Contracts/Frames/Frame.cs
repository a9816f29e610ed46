using System.Text.Json.Serialization;

namespace OrleansChat.Contracts;

/// <summary>
/// What the server pushes, in arrays, as the arguments of the client event <c>Deliver</c>. A client ignores a <c>type</c> that it does not know.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(MessageFrame), "message")]
[JsonDerivedType(typeof(EditedFrame), "edited")]
[JsonDerivedType(typeof(DeletedFrame), "deleted")]
[JsonDerivedType(typeof(ReactionFrame), "reaction")]
[JsonDerivedType(typeof(PinFrame), "pin")]
[JsonDerivedType(typeof(ModeratedFrame), "moderated")]
[JsonDerivedType(typeof(RoleFrame), "role")]
[JsonDerivedType(typeof(JoinedFrame), "joined")]
[JsonDerivedType(typeof(LeftFrame), "left")]
[JsonDerivedType(typeof(TypingFrame), "typing")]
[JsonDerivedType(typeof(ReadFrame), "read")]
[JsonDerivedType(typeof(EpochFrame), "epoch")]
[JsonDerivedType(typeof(ResyncFrame), "resync")]
[JsonDerivedType(typeof(GapFrame), "gap")]
[JsonDerivedType(typeof(MembersFrame), "members")]
[JsonDerivedType(typeof(DigestFrame), "digest")]
[JsonDerivedType(typeof(PresenceFrame), "presence")]
[JsonDerivedType(typeof(SlowFrame), "slow")]
[JsonDerivedType(typeof(DrainFrame), "drain")]
[JsonDerivedType(typeof(ByeFrame), "bye")]
public abstract record Frame;
