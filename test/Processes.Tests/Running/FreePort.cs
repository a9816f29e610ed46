using System.Net;
using System.Net.Sockets;

namespace OrleansChat.Processes.Tests.Running;

/// <summary>A loopback port that was free a moment ago, for programs that cannot choose one themselves, or must come back to the same one.</summary>
internal static class FreePort
{
    public static int Find()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
