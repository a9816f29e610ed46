namespace OrleansChat.LoadTest.Processes.Protocol;

/// <summary>Every connection of the share is in its room or has failed; the process waits for the start.</summary>
internal sealed record ShareOpened : ShareMessage;
