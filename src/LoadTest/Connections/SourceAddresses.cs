using System.Net;
using System.Net.Sockets;

namespace OrleansChat.LoadTest.Connections;

/// <summary>
/// Spreads connections over source addresses 127.0.x.y where the server is on this machine: one address has some 28,000 ports towards one server, and
/// those of an earlier run stay taken for a minute. Linux owns all of 127.0.0.0/8; elsewhere, and towards other machines, the system chooses.
/// </summary>
internal static class SourceAddresses
{
    private const int ConnectionsOfAnAddress = 4000;

    private const SocketOptionName BindAddressNoPort = (SocketOptionName)24;

    public static void Bind(Socket socket, IPEndPoint server, int connection)
    {
        if (!OperatingSystem.IsLinux() || server.AddressFamily != AddressFamily.InterNetwork || !IPAddress.IsLoopback(server.Address))
        {
            return;
        }

        // Without this the kernel reserves a port at the bind, for all servers, and the supply halves or worse.
        socket.SetRawSocketOption((int)SocketOptionLevel.IP, (int)BindAddressNoPort, BitConverter.GetBytes(1));
        var number = connection / ConnectionsOfAnAddress + 1;
        socket.Bind(new IPEndPoint(new IPAddress([127, 0, (byte)(1 + number / 250), (byte)(1 + number % 250)]), 0));
    }
}
