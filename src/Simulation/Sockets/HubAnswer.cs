using OrleansChat.Contracts;

namespace OrleansChat.Simulation.Sockets;

/// <summary>What it is answered.</summary>
internal sealed record HubAnswer(long Number, Result Result);
