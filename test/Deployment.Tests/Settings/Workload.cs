namespace OrleansChat.Deployment.Tests.Settings;

/// <summary>The environment that a deployment gives a chat process, with samples in place of what is known only there.</summary>
/// <param name="Name">Where it stands.</param>
/// <param name="Variables">Names and values.</param>
internal sealed record Workload(string Name, IReadOnlyDictionary<string, string> Variables);
