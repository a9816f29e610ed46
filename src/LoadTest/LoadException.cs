namespace OrleansChat.LoadTest;

/// <summary>The run cannot be done as it was asked for; the message says in one line what to change.</summary>
internal sealed class LoadException(string message) : Exception(message);
