using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;

namespace OrleansChat.Client;

/// <summary>
/// Opens a WebSocket through <see cref="HttpMessageInvoker"/>, as <see cref="ClientWebSocket"/> does inside. <see cref="ClientWebSocket"/> itself
/// discards the body of a refused upgrade, and that body is where the server says why.
/// </summary>
internal static class WebSocketUpgrade
{
    /// <summary>The constant that RFC 6455, 1.3 appends to the key.</summary>
    private const string AcceptSuffix = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    // One handler for all connections of the process: an upgraded connection leaves its pool for good.
    private static readonly HttpMessageInvoker Invoker = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ActivityHeadersPropagator = null,
    });

    public static async Task<WebSocket> OpenAsync(Uri address, IReadOnlyDictionary<string, string> headers, CancellationToken cancellationToken)
    {
        var key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        using var request = new HttpRequestMessage(HttpMethod.Get, address) { Version = HttpVersion.Version11 };
        request.Headers.TryAddWithoutValidation("Connection", "Upgrade");
        request.Headers.TryAddWithoutValidation("Upgrade", "websocket");
        request.Headers.TryAddWithoutValidation("Sec-WebSocket-Version", "13");
        request.Headers.TryAddWithoutValidation("Sec-WebSocket-Key", key);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        var response = await Invoker.SendAsync(request, cancellationToken);
        try
        {
            if (response.StatusCode != HttpStatusCode.SwitchingProtocols)
            {
                throw await ProblemDocument.ReadAsync(response, cancellationToken);
            }

            if (!response.Headers.TryGetValues("Sec-WebSocket-Accept", out var accept) || accept.SingleOrDefault() != Accept(key))
            {
                throw new WebSocketException(WebSocketError.HeaderError, "The server's Sec-WebSocket-Accept does not answer the key that was sent.");
            }

            var stream = await response.Content.ReadAsStreamAsync(cancellationToken);

            // The hub protocol has pings of its own, so WebSocket pings would only cost packets.
            return WebSocket.CreateFromStream(stream, new WebSocketCreationOptions { IsServer = false, KeepAliveInterval = Timeout.InfiniteTimeSpan });
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    [SuppressMessage("Security", "CA5350", Justification = "RFC 6455 fixes SHA-1 here; it guards against confused proxies and keeps no secret.")]
    private static string Accept(string key) => Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + AcceptSuffix)));
}
