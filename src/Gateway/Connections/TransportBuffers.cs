using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace OrleansChat.Gateway.Connections;

/// <summary>
/// What lies between an outbox and the network, for each connection. An outbox sees that a reader is slow once all of this is full, and what it
/// tells the reader then comes behind all of it; so it is small. Left to itself, the operating system alone would take some megabytes.
/// </summary>
internal static class TransportBuffers
{
    /// <summary>
    /// In SignalR, and again in Kestrel: some fifty messages. The next frame is taken when half of it is free again, which at 1 KB/s must be well within
    /// the time after which a connection is held to take nothing.
    /// </summary>
    public const int Bytes = 16 * 1024;

    /// <summary>In the operating system: what may be on its way unacknowledged, so a third of a megabyte a second over 100 ms.</summary>
    private const int SocketBytes = 32 * 1024;

    public static void AddTransportBuffers(this IServiceCollection services) => services.Configure<SocketTransportOptions>(options =>
    {
        options.MaxWriteBufferSize = Bytes;
        options.CreateBoundListenSocket = endpoint =>
        {
            // Accepted sockets take it over from the one that listens.
            var socket = SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);
            socket.SendBufferSize = SocketBytes;
            return socket;
        };
    });
}
