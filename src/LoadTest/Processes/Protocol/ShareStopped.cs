namespace OrleansChat.LoadTest.Processes.Protocol;

/// <summary>The last message of a process that was stopped before it had a connection.</summary>
internal sealed record ShareStopped : ShareMessage;
