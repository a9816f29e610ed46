namespace OrleansChat.Deployment.Tests.Images;

internal sealed record Instruction(string Name, string Arguments);
