using System.Globalization;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using OrleansChat.Contracts;

namespace OrleansChat.Gateway.Tests.Hosting;

/// <summary>A hub connection whose bytes are the test's own, down to the TCP stream under the WebSocket.</summary>
internal sealed class RawHub : IDisposable
{
    private readonly TcpClient _tcp;
    private readonly StringBuilder _received = new();

    private RawHub(TcpClient tcp, WebSocket socket) => (_tcp, Socket) = (tcp, socket);

    public WebSocket Socket { get; }

    public NetworkStream Stream => _tcp.GetStream();

    /// <summary>With a receive buffer of a size, little waits in this machine for a test that does not read.</summary>
    public static async Task<RawHub> ConnectAsync(GatewayUnderTest gateway, UserInfo user, int? receiveBufferBytes = null)
    {
        var tcp = new TcpClient();
        if (receiveBufferBytes is { } bytes)
        {
            tcp.ReceiveBufferSize = bytes;
        }

        await tcp.ConnectAsync(gateway.Address.Host, gateway.Address.Port);
        var request = string.Create(
            CultureInfo.InvariantCulture,
            $"GET /hub/chat?access_token={gateway.TokenOf(user)} HTTP/1.1\r\nHost: {gateway.Address.Authority}\r\nConnection: Upgrade\r\n"
            + $"Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
        await tcp.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request));
        Assert.StartsWith("HTTP/1.1 101", await ReadHeadAsync(tcp.GetStream()), StringComparison.Ordinal);

        var hub = new RawHub(tcp, WebSocket.CreateFromStream(tcp.GetStream(), new WebSocketCreationOptions()));
        await hub.SendAsync("{\"protocol\":\"json\",\"version\":1}\u001e");
        Assert.Equal("{}", await hub.ReadRecordAsync());
        return hub;
    }

    public Task SendAsync(string text) => Socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, CancellationToken.None);

    /// <summary>Sends a text as a message of one-byte fragments.</summary>
    public async Task SendInFragmentsAsync(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var i = 0; i < bytes.Length; i++)
        {
            await Socket.SendAsync(bytes.AsMemory(i, 1), WebSocketMessageType.Text, endOfMessage: i == bytes.Length - 1, CancellationToken.None);
        }
    }

    public async Task<string> ReadRecordAsync()
    {
        using var timeout = new CancellationTokenSource(Participant.Patience);
        var buffer = new byte[4096];
        while (true)
        {
            var end = _received.ToString().IndexOf('\u001e', StringComparison.Ordinal);
            if (end >= 0)
            {
                var record = _received.ToString(0, end);
                _received.Remove(0, end + 1);
                return record;
            }

            var received = await Socket.ReceiveAsync(buffer, timeout.Token);
            Assert.NotEqual(WebSocketMessageType.Close, received.MessageType);
            _received.Append(Encoding.UTF8.GetString(buffer, 0, received.Count));
        }
    }

    /// <summary>The result of an invocation; what comes before it is dropped.</summary>
    public async Task<JsonElement> ReadAnswerAsync(string invocationId)
    {
        while (true)
        {
            using var record = JsonDocument.Parse(await ReadRecordAsync());
            if (record.RootElement.TryGetProperty("invocationId", out var id) && id.GetString() == invocationId)
            {
                return record.RootElement.GetProperty("result").Clone();
            }
        }
    }

    /// <summary>The frames that are pushed, up to the first that is wanted; what else comes is dropped.</summary>
    public async Task<List<Frame>> ReadFramesUntilAsync(Predicate<Frame> isLast)
    {
        var frames = new List<Frame>();
        while (frames.Count == 0 || !isLast(frames[^1]))
        {
            using var record = JsonDocument.Parse(await ReadRecordAsync());
            if (record.RootElement.TryGetProperty("target", out var target) && target.GetString() == "Deliver")
            {
                frames.AddRange(record.RootElement.GetProperty("arguments")[0].Deserialize<Frame[]>(ChatJson.Options)!);
            }
        }

        return frames;
    }

    public void Dispose()
    {
        Socket.Dispose();
        _tcp.Dispose();
    }

    private static async Task<string> ReadHeadAsync(NetworkStream stream)
    {
        // One byte at a time: what follows the head belongs to the WebSocket.
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await stream.ReadExactlyAsync(one);
            head.Append((char)one[0]);
        }

        return head.ToString();
    }
}
