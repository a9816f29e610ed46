using System.Net;
using System.Net.Sockets;
using System.Text;
using OrleansChat.LoadTest.Options;

namespace OrleansChat.LoadTest.Connections;

/// <summary>A server that the run connects to, its name resolved once.</summary>
internal sealed class TargetServer
{
    private readonly Uri _url;

    private TargetServer(Uri url, IPEndPoint endPoint)
    {
        _url = url;
        EndPoint = endPoint;
    }

    public IPEndPoint EndPoint { get; }

    /// <summary>What the server is called in the report.</summary>
    public string Address => _url.Authority;

    /// <summary>Finds all servers of a run.</summary>
    /// <exception cref="LoadException">One is not there, and is not allowed to be away.</exception>
    public static Task<TargetServer[]> FindAllAsync(LoadOptions options, CancellationToken cancellationToken) =>
        Task.WhenAll(options.Urls.Select(url => FindAsync(url, mayBeAway: options.Reconnect && options.Urls.Count > 1, cancellationToken)));

    /// <summary>Finds an address of the server that takes connections.</summary>
    /// <param name="url">The server.</param>
    /// <param name="mayBeAway">Whether it may be down just now: its first address is taken then, and members come when it is back.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="LoadException">There is none, or the address is one that this program does not speak.</exception>
    public static async Task<TargetServer> FindAsync(Uri url, bool mayBeAway, CancellationToken cancellationToken)
    {
        if (url.Scheme != Uri.UriSchemeHttp)
        {
            throw new LoadException($"{url} cannot be loaded: only http:// is spoken here; give the address behind the TLS proxy.");
        }

        var addresses = await ResolveAsync(url, cancellationToken);
        foreach (var address in addresses)
        {
            using var probe = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await probe.ConnectAsync(address, url.Port, cancellationToken);
                return new TargetServer(url, new IPEndPoint(address, url.Port));
            }
            catch (SocketException)
            {
                // The next address may answer: localhost often has one of each family and a server on one of them.
            }
        }

        if (mayBeAway && addresses is [var first, ..])
        {
            return new TargetServer(url, new IPEndPoint(first, url.Port));
        }

        throw new LoadException($"Nobody listens at {url}; start the server first (dotnet chat.cs up).");
    }

    /// <summary>The opening request. Its key is fixed: the server's proof that it speaks WebSocket is not what is tested here.</summary>
    public byte[] UpgradeRequest(string token) => Encoding.ASCII.GetBytes(
        $"GET {new Uri(_url, "hub/chat").AbsolutePath}?access_token={Uri.EscapeDataString(token)} HTTP/1.1\r\nHost: {_url.Authority}\r\n" +
        "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: bG9hZCB0ZXN0ZXIgaGVyZQ==\r\n\r\n");

    private static async Task<IPAddress[]> ResolveAsync(Uri url, CancellationToken cancellationToken)
    {
        try
        {
            var addresses = await Dns.GetHostAddressesAsync(url.DnsSafeHost, cancellationToken);
            return [.. addresses.OrderBy(address => address.AddressFamily == AddressFamily.InterNetwork ? 0 : 1)];
        }
        catch (SocketException)
        {
            throw new LoadException($"The name {url.DnsSafeHost} cannot be resolved.");
        }
    }
}
