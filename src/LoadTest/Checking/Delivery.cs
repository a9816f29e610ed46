namespace OrleansChat.LoadTest.Checking;

/// <summary>One ordered frame as one member got it.</summary>
/// <param name="Position">Its place.</param>
/// <param name="Clock">Its Lamport time.</param>
/// <param name="Content">Message or other event.</param>
/// <param name="Id">Hash of the server's id (messages).</param>
/// <param name="Number">The number that its body carries (messages); 0 where the body is not of this room and run.</param>
/// <param name="Sender">The member that its body names (messages).</param>
/// <param name="Fingerprint">A hash of its body (messages).</param>
internal readonly record struct Delivery(
    Position Position, long Clock, EntryContent Content, ulong Id = 0, long Number = 0, int Sender = 0, ulong Fingerprint = 0);
