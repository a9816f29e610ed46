using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace OrleansChat.Gateway.Connections;

/// <summary>
/// What lies between an outbox and the network, for each connection. An outbox sees that a reader is slow once all of this is full, and what it
/// tells the reader then comes behind all of it; so it is small. Left to itself, the operating system alone would take some megabytes.
/// </summary>
internal static class TransportBuffers
{
    /// <summary>
    /// In SignalR, and again in Kestrel: some twelve messages. What is in one goes to the next in one piece, and only when all of a piece has left is the next
    /// frame taken; so at 1 KB/s pieces must be far smaller than what is read in the time after which a connection is held to take nothing.
    /// </summary>
    public const int Bytes = 4 * 1024;

    /// <summary>In the operating system: what may be on its way unacknowledged, so a third of a megabyte a second over 100 ms.</summary>
    private const int SocketBytes = 32 * 1024;

    /// <summary>Of that, what may not even be on its way: a reader that is slow closes his window, and then all of it would lie here.</summary>
    private const int UnsentBytes = 4 * 1024;

    private const int TcpLevel = 6;

    /// <summary>Linux's TCP_NOTSENT_LOWAT.</summary>
    private const int NotSentLowWaterMark = 25;

    public static void AddTransportBuffers(this IServiceCollection services) => services.Configure<SocketTransportOptions>(options =>
    {
        options.MaxWriteBufferSize = Bytes;

        // What was received is handled where it was received: a thread hop less. Unsafe for who blocks in a request; nobody does here.
        options.UnsafePreferInlineScheduling = true;
        options.CreateBoundListenSocket = endpoint => Bound(SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint));
    });

    /// <summary>Accepted sockets take all of it over from the one that listens.</summary>
    private static Socket Bound(Socket socket)
    {
        socket.SendBufferSize = SocketBytes;
        if (OperatingSystem.IsLinux() && socket.ProtocolType is ProtocolType.Tcp)
        {
            socket.SetRawSocketOption(TcpLevel, NotSentLowWaterMark, BitConverter.GetBytes(UnsentBytes));
        }

        return socket;
    }
}
