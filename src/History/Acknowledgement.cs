namespace OrleansChat.History;

/// <summary>What the server answered to a sending that it took.</summary>
/// <param name="Position">Where the message stands.</param>
/// <param name="Clock">Its Lamport time.</param>
/// <param name="Id">Hash of the server's id.</param>
/// <param name="Duplicate">Whether the server took the sending for a retry.</param>
public readonly record struct Acknowledgement(Position Position, long Clock, ulong Id, bool Duplicate = false);
