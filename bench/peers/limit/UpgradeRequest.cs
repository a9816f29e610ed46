using System.Security.Cryptography;
using System.Text;

namespace OrleansChat.Bench.Limit;

/// <summary>The HTTP request that makes a connection a WebSocket.</summary>
internal static class UpgradeRequest
{
    /// <summary>What RFC 6455 has a server put behind the client's key.</summary>
    private const string Suffix = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private static ReadOnlySpan<byte> KeyHeader => "\r\nSec-WebSocket-Key: "u8;

    /// <summary>The bytes that the request takes, or 0 where it is not whole yet.</summary>
    public static int Length(ReadOnlySpan<byte> input)
    {
        var end = input.IndexOf("\r\n\r\n"u8);
        return end < 0 ? 0 : end + 4;
    }

    public static byte[] Answer(ReadOnlySpan<byte> request)
    {
        var start = request.IndexOf(KeyHeader);
        if (start < 0)
        {
            return "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"u8.ToArray();
        }

        var rest = request[(start + KeyHeader.Length)..];
        var key = Encoding.ASCII.GetString(rest[..rest.IndexOf((byte)'\r')]);
#pragma warning disable CA5350 // The protocol fixes SHA-1; it proves that the server speaks WebSocket, and protects nothing.
        var proof = Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + Suffix)));
#pragma warning restore CA5350
        return Encoding.ASCII.GetBytes($"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {proof}\r\n\r\n");
    }
}
