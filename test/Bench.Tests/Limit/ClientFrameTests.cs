using System.Text;
using OrleansChat.Bench.Limit;
using OrleansChat.LoadTest.Wire;

namespace OrleansChat.Bench.Tests.Limit;

public sealed class ClientFrameTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(125)]
    [InlineData(126)]
    [InlineData(5000)]
    public void TryRead_WhatAClientWrote_IsWhatAServerSends(int length)
    {
        var text = string.Concat(Enumerable.Range(0, length).Select(index => (char)('a' + index % 26)));

        Assert.True(ClientFrame.TryRead(Frame(text), out var frame, out var taken));
        Assert.Equal((ClientFrame.Text, text), (frame.Opcode, Encoding.ASCII.GetString(frame.Payload)));
        Assert.Equal(frame.AsServerFrame.Length, WebSocketFrame.TryRead(frame.AsServerFrame, out var opcode, out var payload));
        Assert.Equal((WebSocketFrame.Text, text), (opcode, Encoding.ASCII.GetString(payload)));
        Assert.Equal(frame.AsServerFrame.Length + 4, taken);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(300)]
    public void TryRead_APartOfAFrame_WaitsForTheRest(int length)
    {
        var whole = Frame(new string('a', length));
        for (var part = 0; part < whole.Length; part++)
        {
            Assert.False(ClientFrame.TryRead(whole.AsSpan(0, part), out _, out var taken));
            Assert.Equal(0, taken);
        }
    }

    [Fact]
    public void TryRead_WithoutAMask_IsRefused() => Assert.Throws<InvalidDataException>(() => ClientFrame.TryRead([0x81, 0x00], out _, out _));

    [Fact]
    public void Answer_TheExampleOfTheStandard_HasItsProof()
    {
        var answer = UpgradeRequest.Answer("GET /chat HTTP/1.1\r\nHost: h\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nUpgrade: websocket\r\n\r\n"u8);

        Assert.Contains("\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n", Encoding.ASCII.GetString(answer), StringComparison.Ordinal);
    }

    private static byte[] Frame(string text)
    {
        var buffer = new byte[WebSocketFrame.HeaderBytes + text.Length];
        Encoding.ASCII.GetBytes(text, buffer.AsSpan(WebSocketFrame.HeaderBytes));
        return WebSocketFrame.Wrap(buffer, text.Length, WebSocketFrame.Text, 0xA1B2C3D4).ToArray();
    }
}
