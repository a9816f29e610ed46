namespace OrleansChat.CommandLine;

/// <summary>A command cannot go on; the message is the one line that the user reads.</summary>
internal sealed class CommandFailedException(string message) : Exception(message);
