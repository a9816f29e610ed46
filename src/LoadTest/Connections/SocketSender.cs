using System.Net.Sockets;
using OrleansChat.LoadTest.Wire;

namespace OrleansChat.LoadTest.Connections;

/// <summary>
/// Writes to a non-blocking socket from any thread without ever waiting: what the kernel does not take at once goes on behind, so that a server which reads
/// slowly cannot hold up the sends to the others.
/// </summary>
internal sealed class SocketSender(Socket socket, uint mask)
{
    private readonly Lock _gate = new();
    private Task _behind = Task.CompletedTask;
    private uint _mask = mask;

    /// <summary>Sends a payload that stands at <see cref="WebSocketFrame.HeaderBytes"/> of the buffer.</summary>
    public void Send(Span<byte> buffer, int payloadLength, byte opcode)
    {
        lock (_gate)
        {
            // A linear congruential step is mask enough: nobody attacks a proxy from here.
            _mask = _mask * 1664525 + 1013904223;
            SendRaw(WebSocketFrame.Wrap(buffer, payloadLength, opcode, _mask));
        }
    }

    public void SendRaw(ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            if (_behind.IsCompleted)
            {
                bytes = bytes[SendNow(bytes)..];
            }

            if (!bytes.IsEmpty)
            {
                _behind = SendBehindAsync(_behind, bytes.ToArray());
            }
        }
    }

    private int SendNow(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var sent = socket.Send(bytes, SocketFlags.None, out var error);
            return error is SocketError.Success or SocketError.WouldBlock ? sent : bytes.Length;
        }
        catch (ObjectDisposedException)
        {
            // Whoever disposed it has counted the loss.
            return bytes.Length;
        }
    }

    private async Task SendBehindAsync(Task before, byte[] bytes)
    {
        try
        {
            await before;
            for (ReadOnlyMemory<byte> rest = bytes; !rest.IsEmpty;)
            {
                rest = rest[await socket.SendAsync(rest, SocketFlags.None)..];
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The receiving side meets the same end and counts it.
        }
    }
}
