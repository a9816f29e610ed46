using System.Net;
using System.Net.Sockets;

namespace OrleansChat.Processes.Tests.Faults;

/// <summary>A TCP proxy on the loopback that does to connections what networks do: delay, stall, throttle, cut, reset, half-open.</summary>
internal sealed class FaultProxy : IAsyncDisposable
{
    // The less the proxy itself and the system hold, the sooner the server feels a slow reader.
    private const int ReceiveBufferBytes = 4096;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Uri _target;
    private readonly Task _accepting;

    private FaultProxy(Uri target, TimeProvider time)
    {
        _target = target;
        (ToServer, ToClient) = (new FlowRule(time), new FlowRule(time));
        _listener.Start();
        Address = new Uri($"http://{_listener.LocalEndpoint}");
        _accepting = AcceptAsync();
    }

    /// <summary>Where clients connect instead of to the server.</summary>
    public Uri Address { get; }

    public FlowRule ToServer { get; }

    public FlowRule ToClient { get; }

    /// <summary>Every connection that was made, from both its halves being open on.</summary>
    public Sightings<ProxyLink> Links { get; } = new("proxy");

    public static FaultProxy Start(Uri target, TimeProvider? time = null) => new(target, time ?? TimeProvider.System);

    public void Cut() => OnEachLink(link => link.Cut());

    public void Reset() => OnEachLink(link => link.Reset());

    public void HalfOpen() => OnEachLink(link => link.HalfOpen());

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Dispose();
        await _accepting;
        OnEachLink(link => link.Dispose());
        _stopping.Dispose();
    }

    private void OnEachLink(Action<ProxyLink> act)
    {
        foreach (var link in Links.All)
            act(link);
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                await LinkAsync(await _listener.AcceptSocketAsync(_stopping.Token));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The proxy was disposed of.
        }
    }

    private async Task LinkAsync(Socket client)
    {
        var server = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = ReceiveBufferBytes, NoDelay = true };
        client.NoDelay = true;
        try
        {
            await server.ConnectAsync(IPAddress.Parse(_target.Host), _target.Port, _stopping.Token);
            Links.Add(new ProxyLink(client, server, ToServer, ToClient));
        }
        catch (SocketException)
        {
            // Nobody listens there; the client is refused as well, as far as a proxy can.
            client.Dispose();
            server.Dispose();
        }
    }
}
