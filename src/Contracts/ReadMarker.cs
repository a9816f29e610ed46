namespace OrleansChat.Contracts;

/// <summary>How far a member has read.</summary>
/// <param name="User">User id.</param>
/// <param name="Seq">Sequence number of the last message that the user has seen.</param>
public sealed record ReadMarker(string User, long Seq);
