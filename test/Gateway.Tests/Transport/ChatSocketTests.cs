using System.Net.Sockets;
using System.Text;
using OrleansChat.Gateway.Tests.Hosting;

namespace OrleansChat.Gateway.Tests.Transport;

/// <summary>The gateway's WebSockets, byte by byte, over a real socket.</summary>
public sealed class ChatSocketTests(GatewayUnderTest gateway) : IClassFixture<GatewayUnderTest>
{
    private const string Hello = """{"type":1,"invocationId":"hello","target":"Hello","arguments":[{}]}""" + "\u001e";

    [Theory]
    [InlineData(0)]
    [InlineData(125)]
    public async Task Receive_Ping_IsAnsweredWithWhatItHeld(int length)
    {
        using var hub = await RawHub.ConnectAsync(gateway, GatewayUnderTest.NewUser("Ann"));
        var payload = Enumerable.Range(0, length).Select(number => (byte)number).ToArray();

        await hub.Stream.WriteAsync(ClientFrames.Create(ClientFrames.Ping, payload));

        Assert.Equal([0x80 | ClientFrames.Pong, (byte)length, .. payload], await ReadAsync(hub, 2 + length));
    }

    [Fact]
    public async Task Receive_PingBetweenFragments_BothAreAnswered()
    {
        using var hub = await RawHub.ConnectAsync(gateway, GatewayUnderTest.NewUser("Ann"));
        var call = Encoding.UTF8.GetBytes(Hello);

        await hub.Stream.WriteAsync(ClientFrames.Create(ClientFrames.Text, call.AsSpan(0, 10), isFinal: false));
        await hub.Stream.WriteAsync(ClientFrames.Create(ClientFrames.Ping, "?"u8));
        Assert.Equal([0x80 | ClientFrames.Pong, 1, (byte)'?'], await ReadAsync(hub, 3));
        await hub.Stream.WriteAsync(ClientFrames.Create(ClientFrames.Continuation, call.AsSpan(10)));

        Assert.True((await hub.ReadAnswerAsync("hello")).GetProperty("ok").GetBoolean());
    }

    [Theory]
    [InlineData(new byte[0], new byte[] { 0x88, 0 })]
    [InlineData(new byte[] { 0x03, 0xE8 }, new byte[] { 0x88, 2, 0x03, 0xE8 })]
    [InlineData(new byte[] { 0x0F, 0xA0, (byte)'b' }, new byte[] { 0x88, 2, 0x0F, 0xA0 })]
    [InlineData(new byte[] { 0x03, 0xED }, new byte[] { 0x88, 2, 0x03, 0xEA })]
    [InlineData(new byte[] { 0x03 }, new byte[] { 0x88, 0 })]
    public async Task Receive_Close_IsAnsweredAndTheLineEnds(byte[] payload, byte[] answer)
    {
        using var hub = await RawHub.ConnectAsync(gateway, GatewayUnderTest.NewUser("Ann"));

        await hub.Stream.WriteAsync(ClientFrames.Create(ClientFrames.Close, payload));

        Assert.Equal(answer, await ReadToEndAsync(hub));
    }

    [Theory]
    [InlineData(false, 0, "hello")]
    [InlineData(true, 0x20, "hello")]
    public async Task Receive_BrokenFrame_IsToldWhyAndNobodyElseIsHarmed(bool isMasked, byte reserved, string text)
    {
        var conversation = await Conversation.StartAsync(gateway);
        using var hub = await RawHub.ConnectAsync(gateway, conversation.Ann.User);

        await hub.Stream.WriteAsync(ClientFrames.Create(ClientFrames.Text, Encoding.UTF8.GetBytes(text), reserved: reserved, isMasked: isMasked));

        var last = await ReadToEndAsync(hub);
        Assert.Equal([0x88, 2, 0x03, 0xEA], last[^4..]);
        Assert.Contains("\"type\":7", Encoding.UTF8.GetString(last), StringComparison.Ordinal);
        await conversation.AssertUnharmedAsync();
    }

    [Fact]
    public async Task Receive_AMessageOfManyMegabytesWithoutAnEnd_IsNotKept()
    {
        using var hub = await RawHub.ConnectAsync(gateway, GatewayUnderTest.NewUser("Ann"));

        // A frame that promises 2⁴⁰ bytes; what of them comes is refused when it is over the bound.
        await hub.Stream.WriteAsync(new byte[] { 0x81, 0xFF, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0 });
        await hub.Stream.WriteAsync(Enumerable.Repeat((byte)'x', 80 * 1024).ToArray());

        Assert.Equal([0x88, 2, 0x03, 0xF1], (await ReadToEndAsync(hub))[^4..]);
    }

    [Fact]
    public async Task Receive_CallAndCloseAtOnce_TheLineEndsAndNobodyElseIsHarmed()
    {
        var conversation = await Conversation.StartAsync(gateway);
        using var hub = await RawHub.ConnectAsync(gateway, conversation.Ann.User);

        await hub.Stream.WriteAsync((byte[])
        [
            .. ClientFrames.Create(ClientFrames.Text, Encoding.UTF8.GetBytes(Hello)), .. ClientFrames.Create(ClientFrames.Close, [0x03, 0xE8]),
        ]);

        var last = await ReadToEndAsync(hub);
        Assert.Contains(Convert.ToHexString([0x88, 2, 0x03, 0xE8]), Convert.ToHexString(last), StringComparison.Ordinal);
        await conversation.AssertUnharmedAsync();
    }

    [Theory]
    [InlineData("""{"protocol":"messagepack","version":1}""", "The protocol 'messagepack' is not supported.")]
    [InlineData("""{"protocol":"json","version":99}""", "version 99")]
    [InlineData("hello", "A record is not of the hub protocol.")]
    public async Task Receive_AnotherHandshake_IsRefusedWithAReason(string handshake, string reason)
    {
        using var tcp = await UpgradeAsync("13", "dGhlIHNhbXBsZSBub25jZQ==", "101");

        await tcp.GetStream().WriteAsync((byte[])
        [
            .. ClientFrames.Create(ClientFrames.Text, Encoding.UTF8.GetBytes(handshake + '\u001e')), .. ClientFrames.Create(ClientFrames.Close, []),
        ]);

        var answer = await ReadTextToEndAsync(tcp.GetStream());
        Assert.Contains("{\"error\":\"", answer, StringComparison.Ordinal);
        Assert.Contains(reason, answer.Replace("\\u0027", "'", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("12", "dGhlIHNhbXBsZSBub25jZQ==")]
    [InlineData("13", "dGhlIHNhbXBsZQ==")]
    [InlineData("13", "not base64")]
    public async Task Connect_UpgradeThatIsNone_IsRefused(string version, string key)
    {
        using var tcp = await UpgradeAsync(version, key, "4");
    }

    private async Task<TcpClient> UpgradeAsync(string version, string key, string status)
    {
        var tcp = new TcpClient();
        await tcp.ConnectAsync(gateway.Address.Host, gateway.Address.Port);
        await tcp.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            $"GET /hub/chat?access_token={gateway.TokenOf(GatewayUnderTest.NewUser("Ann"))} HTTP/1.1\r\nHost: {gateway.Address.Authority}\r\n"
            + $"Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: {version}\r\nSec-WebSocket-Key: {key}\r\n\r\n"));
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await tcp.GetStream().ReadExactlyAsync(one);
            head.Append((char)one[0]);
        }

        Assert.StartsWith($"HTTP/1.1 {status}", head.ToString(), StringComparison.Ordinal);
        return tcp;
    }

    private static async Task<byte[]> ReadAsync(RawHub hub, int count)
    {
        using var patience = new CancellationTokenSource(Participant.Patience);
        var bytes = new byte[count];
        await hub.Stream.ReadExactlyAsync(bytes, patience.Token);
        return bytes;
    }

    private static async Task<byte[]> ReadToEndAsync(RawHub hub)
    {
        using var patience = new CancellationTokenSource(Participant.Patience);
        using var bytes = new MemoryStream();
        await hub.Stream.CopyToAsync(bytes, patience.Token);
        return bytes.ToArray();
    }

    private static async Task<string> ReadTextToEndAsync(NetworkStream stream)
    {
        using var patience = new CancellationTokenSource(Participant.Patience);
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, patience.Token);
        return Encoding.UTF8.GetString(bytes.ToArray());
    }
}
