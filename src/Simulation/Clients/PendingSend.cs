namespace OrleansChat.Simulation.Clients;

/// <summary>What waits to be sent, under the same key until it has an outcome.</summary>
internal sealed record PendingSend(string Key, string Body);
