namespace OrleansChat.Contracts;

/// <summary>Answer of <c>Audit</c>.</summary>
/// <param name="Room">The normalised room code.</param>
/// <param name="Entries">What was decided, oldest first, as <see cref="ModeratedFrame"/> and <see cref="RoleFrame"/>: the last 256, and older ones that still hold.</param>
public sealed record Audited(string Room, IReadOnlyList<Frame> Entries) : Result(true);
