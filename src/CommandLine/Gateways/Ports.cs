using System.Net;
using System.Net.Sockets;

namespace OrleansChat.CommandLine.Gateways;

/// <summary>Asks for a port before the build does its long work, so that a taken one is told at once.</summary>
internal static class Ports
{
    /// <summary>The port to use: the one asked for, or a free one where 0 was asked for.</summary>
    public static async Task<int> TakeAsync(int port, CancellationToken cancellationToken)
    {
        if (port == 0)
            return Free(1)[0];
        if (await AnswersAsync(port, cancellationToken))
            throw Taken(port);

        Try(port, IPAddress.Loopback);
        if (Socket.OSSupportsIPv6)
            Try(port, IPAddress.IPv6Loopback);
        return port;
    }

    /// <summary>Neighbouring ports, of which the first was asked for, or free ones where 0 was asked for.</summary>
    public static async Task<IReadOnlyList<int>> TakeAsync(int first, int count, CancellationToken cancellationToken)
    {
        if (first == 0)
            return Free(count);
        if (first + count - 1 > IPEndPoint.MaxPort)
            throw new CommandFailedException($"There are no {count} ports from {first} on. Choose a lower one: --port {IPEndPoint.MaxPort - count + 1}");

        var ports = Enumerable.Range(first, count).ToArray();
        foreach (var port in ports)
            _ = await TakeAsync(port, cancellationToken);
        return ports;
    }

    /// <summary>Ports that are free now; they are held together while they are looked for, so that no two are the same.</summary>
    public static int[] Free(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToArray();
        try
        {
            return [.. listeners.Select(listener =>
            {
                listener.Start();
                return ((IPEndPoint)listener.LocalEndpoint).Port;
            })];
        }
        finally
        {
            foreach (var listener in listeners)
                listener.Dispose();
        }
    }

    public static CommandFailedException Taken(int port) => new(
        $"Port {port} is in use by another program. Choose another one, such as --port {(port < IPEndPoint.MaxPort ? port + 1 : port - 1)}");

    /// <summary>On macOS a port can be bound although a program listens to it on all addresses, as AirPlay does to port 5000; but it answers.</summary>
    private static async Task<bool> AnswersAsync(int port, CancellationToken cancellationToken)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static void Try(int port, IPAddress address)
    {
        try
        {
            using var listener = new TcpListener(address, port);
            listener.Start();
        }
        catch (SocketException failure) when (failure.SocketErrorCode == SocketError.AccessDenied)
        {
            throw new CommandFailedException($"Port {port} needs rights that this user does not have. Choose one above 1023.");
        }
        catch (SocketException failure) when (failure.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            throw Taken(port);
        }
        catch (SocketException failure) when (failure.SocketErrorCode == SocketError.AddressNotAvailable)
        {
            // A machine may know IPv6 without having its loopback address; the server goes on with IPv4 alone.
        }
    }
}
