namespace OrleansChat.History;

/// <summary>One sending of a message that has no answer yet.</summary>
/// <param name="Client">Where it was sent.</param>
/// <param name="Fingerprint">A hash of its body.</param>
internal readonly record struct Attempt(int Client, ulong Fingerprint);
