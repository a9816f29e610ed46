namespace OrleansChat.Simulation.Sockets;

/// <summary>What a client asks, over the socket.</summary>
internal sealed record HubCall(long Number, object Request);
