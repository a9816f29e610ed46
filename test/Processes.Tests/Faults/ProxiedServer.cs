using System.Net;
using System.Net.Sockets;

namespace OrleansChat.Processes.Tests.Faults;

/// <summary>The server behind the proxy in the tests of the proxy itself.</summary>
internal sealed class ProxiedServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    private ProxiedServer() => _listener.Start();

    public Uri Address => new($"http://{_listener.LocalEndpoint}");

    public static ProxiedServer Start() => new();

    /// <summary>A client's half and the server's half of a new connection through the proxy.</summary>
    public async Task<(Socket Client, Socket Server)> ConnectThroughAsync(FaultProxy proxy)
    {
        var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await client.ConnectAsync(IPAddress.Loopback, proxy.Address.Port);
        return (client, await _listener.AcceptSocketAsync());
    }

    public ValueTask DisposeAsync()
    {
        _listener.Dispose();
        return ValueTask.CompletedTask;
    }
}
