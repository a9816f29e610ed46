namespace OrleansChat.Contracts;

/// <summary>Argument of <c>MarkRead</c>.</summary>
/// <param name="Room">Room code.</param>
/// <param name="Seq">The highest sequence number that the user has seen; a lower one than before changes nothing.</param>
public sealed record MarkReadRequest(string Room, long Seq);
