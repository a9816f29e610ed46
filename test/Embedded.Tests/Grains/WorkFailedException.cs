namespace OrleansChat.Embedded.Tests.Grains;

[GenerateSerializer]
public sealed class WorkFailedException(string message) : Exception(message);
