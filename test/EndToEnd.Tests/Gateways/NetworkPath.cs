using System.Net;
using System.Net.Sockets;

namespace OrleansChat.EndToEnd.Tests.Gateways;

/// <summary>A way to a gateway that can be cut and mended: a TCP relay on a port of its own. What was under way in a cut is lost, as in a tunnel.</summary>
internal sealed class NetworkPath : IAsyncDisposable
{
    private const int BufferBytes = 16 * 1024;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly IPEndPoint _gateway;
    private readonly Lock _lock = new();
    private readonly HashSet<TcpClient> _open = [];
    private readonly Task _accepting;

    private volatile bool _cut;
    private volatile int _connections;
    private volatile int _deafConnection;

    private NetworkPath(Uri gateway)
    {
        _gateway = new IPEndPoint(IPAddress.Loopback, gateway.Port);
        _listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");
        _accepting = AcceptAsync();
    }

    /// <summary>Where the gateway seems to be for whoever takes this path.</summary>
    public Uri Address { get; }

    public static NetworkPath To(Uri gateway) => new(gateway);

    /// <summary>Ends all connections, and every new one at once.</summary>
    public void Cut()
    {
        _cut = true;
        TcpClient[] open;
        lock (_lock)
            open = [.. _open];
        foreach (var connection in open)
            connection.Dispose();
    }

    /// <summary>
    /// Over the newest connection (of a page that has joined, its WebSocket) nothing comes back any more, while everything still gets there; neither
    /// side is told.
    /// </summary>
    public void Deafen() => _deafConnection = _connections;

    /// <summary>New connections get through again.</summary>
    public void Mend() => _cut = false;

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        Cut();
        await _accepting;
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> relays = [];
        try
        {
            while (true)
                relays.Add(RelayAsync(await _listener.AcceptTcpClientAsync(), ++_connections));
        }
        catch (Exception exception) when (exception is SocketException or InvalidOperationException)
        {
            // Stopping the listener ends the wait for the next connection, or forbids it, like this.
        }

        await Task.WhenAll(relays);
    }

    private async Task RelayAsync(TcpClient near, int number)
    {
        using var far = new TcpClient();
        using (near)
        {
            if (!Take(near, far))
                return;
            try
            {
                await far.ConnectAsync(_gateway);
                // Whichever side ends first ends the other.
                await Task.WhenAny(CopyAsync(near, far, () => true), CopyAsync(far, near, () => number != _deafConnection)).Unwrap();
            }
            catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException)
            {
                // Cut, or ended by one side; either is what a network does.
            }
            finally
            {
                Release(near, far);
            }
        }
    }

    private async Task CopyAsync(TcpClient from, TcpClient to, Func<bool> passes)
    {
        var buffer = new byte[BufferBytes];
        var (source, target) = (from.GetStream(), to.GetStream());
        while (await source.ReadAsync(buffer) is var count and > 0)
        {
            if (passes())
                await target.WriteAsync(buffer.AsMemory(0, count));
        }
    }

    private bool Take(TcpClient near, TcpClient far)
    {
        lock (_lock)
        {
            if (_cut)
                return false;
            return _open.Add(near) && _open.Add(far);
        }
    }

    private void Release(TcpClient near, TcpClient far)
    {
        lock (_lock)
        {
            _open.Remove(near);
            _open.Remove(far);
        }
    }
}
