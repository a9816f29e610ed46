namespace OrleansChat.LoadTest.Processes.Protocol;

/// <summary>The last message of a process that could not begin.</summary>
/// <param name="Reason">What to change, in one line.</param>
internal sealed record ShareRefused(string Reason) : ShareMessage;
