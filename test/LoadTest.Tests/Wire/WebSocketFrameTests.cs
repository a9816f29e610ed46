using System.Net.WebSockets;
using System.Security.Cryptography;
using OrleansChat.LoadTest.Wire;

namespace OrleansChat.LoadTest.Tests.Wire;

public sealed class WebSocketFrameTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(125)]
    [InlineData(126)]
    [InlineData(65535)]
    public async Task Wrap_AnyLength_IsReadByTheFrameworksServer(int length)
    {
        var payload = RandomNumberGenerator.GetBytes(length);
        var buffer = new byte[WebSocketFrame.HeaderBytes + length];
        payload.CopyTo(buffer, WebSocketFrame.HeaderBytes);

        using var stream = new MemoryStream(WebSocketFrame.Wrap(buffer, length, opcode: 2, mask: 0xA1B2C3D4).ToArray());
        using var server = WebSocket.CreateFromStream(stream, new WebSocketCreationOptions { IsServer = true });
        var received = new byte[length + 1];
        var read = 0;
        ValueWebSocketReceiveResult result;
        do
        {
            result = await server.ReceiveAsync(received.AsMemory(read), CancellationToken.None);
            read += result.Count;
        }
        while (!result.EndOfMessage);

        Assert.Equal(payload, received[..read]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(125)]
    [InlineData(126)]
    [InlineData(65535)]
    [InlineData(65536)]
    public async Task TryRead_FrameOfTheFrameworksServer_WaitsForTheWholeOfIt(int length)
    {
        var payload = RandomNumberGenerator.GetBytes(length);
        using var stream = new MemoryStream();
        using (var server = WebSocket.CreateFromStream(stream, new WebSocketCreationOptions { IsServer = true }))
        {
            await server.SendAsync(payload, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        }

        var bytes = stream.ToArray();
        foreach (var part in new[] { 0, 1, 2, 3, 9, bytes.Length - 1 }.Where(part => part < bytes.Length))
        {
            Assert.Equal(0, WebSocketFrame.TryRead(bytes.AsSpan(0, part), out _, out _));
        }

        Assert.Equal(bytes.Length, WebSocketFrame.TryRead(bytes, out var opcode, out var read));
        Assert.Equal(WebSocketFrame.Text, opcode);
        Assert.True(read.SequenceEqual(payload));
    }

    [Fact]
    public void TryRead_MaskedOrHuge_Throws()
    {
        Assert.Throws<InvalidDataException>(() => WebSocketFrame.TryRead([0x81, 0x80, 0, 0, 0, 0], out _, out _));
        Assert.Throws<InvalidDataException>(() => WebSocketFrame.TryRead([0x81, 127, 0, 0, 1, 0, 0, 0, 0, 0], out _, out _));
    }
}
