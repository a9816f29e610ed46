using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using OrleansChat.Gateway.Transport.Handover;

namespace OrleansChat.Gateway.Transport;

/// <summary>The HTTP request that turns a connection into a WebSocket (RFC 6455, 4.2).</summary>
internal static class WebSocketUpgrade
{
    private const string Guid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private const int KeyBytes = 16;

    /// <summary>
    /// Whether this is one that can be taken: well-formed, of HTTP/1.1, and on a socket whose bytes are the client's own. TLS that ends in this process
    /// and WebSockets over HTTP/2 are left to SignalR.
    /// </summary>
    [SuppressMessage("Security", "CA5350", Justification = "The RFC's own; it protects nothing.")]
    public static bool IsOffered(HttpContext context) =>
        HttpMethods.IsGet(context.Request.Method)
        && context.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true }
        && context.Request.Headers is { } headers
        && headers.GetCommaSeparatedValues(HeaderNames.Upgrade).Contains("websocket", StringComparer.OrdinalIgnoreCase)
        && headers.SecWebSocketVersion == "13"
        && IsKey(headers.SecWebSocketKey)
        && context.Features.Get<IConnectionSocketFeature>() is not null
        && context.Features.Get<ConnectionHandover>() is not null
        && context.Features.Get<IConnectionLifetimeFeature>() is not null
        && context.Features.Get<ITlsHandshakeFeature>() is null;

    /// <summary>Answers the request; from then on the connection's bytes are WebSocket frames.</summary>
    public static Task AcceptAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.Upgrade = "websocket";
        headers.SecWebSocketAccept = Accept(context.Request.Headers.SecWebSocketKey!);
        return context.Features.GetRequiredFeature<IHttpUpgradeFeature>().UpgradeAsync();
    }

    [SuppressMessage("Security", "CA5350", Justification = "The RFC's own; it protects nothing.")]
    private static string Accept(string key) => Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + Guid)));

    private static bool IsKey(string? key) => Base64.IsValid(key, out var bytes) && bytes == KeyBytes;
}
