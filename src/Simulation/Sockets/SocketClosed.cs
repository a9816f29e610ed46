namespace OrleansChat.Simulation.Sockets;

/// <summary>The last thing that a gateway sends: it closes the connection, and all before this has arrived.</summary>
internal sealed record SocketClosed;
